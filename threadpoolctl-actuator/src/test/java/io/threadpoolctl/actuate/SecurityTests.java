package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The endpoint behind Spring Security: nobody, a viewer, an administrator. */
class SecurityTests {

    private static final String WRITABLE = "management.endpoint.threadpools.access=unrestricted";

    private @Nullable TestServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aStrangerSeesNothingAndChangesNothing() {
        start(Roles.class, WRITABLE);
        assertThat(status(null, "GET", "")).isEqualTo(401);
        assertThat(status(null, "GET", "/blas")).isEqualTo(401);
        assertThat(status(null, "POST", "/blas")).isEqualTo(401);
        assertThat(status(null, "DELETE", "/blas")).isEqualTo(401);
    }

    @Test
    void aViewerSeesAndChangesNothing() {
        start(Roles.class, WRITABLE);
        assertThat(status("viewer", "GET", "")).isEqualTo(200);
        assertThat(status("viewer", "GET", "/nosuch")).isEqualTo(404);
        assertThat(status("viewer", "POST", "/blas")).isEqualTo(403);
        assertThat(status("viewer", "DELETE", "/blas")).isEqualTo(403);
        assertThat(send("viewer", "GET", "").body()).doesNotContain("\"caps\"");
    }

    @Test
    void anAdministratorChanges() {
        start(Roles.class, WRITABLE);
        assertThat(status("admin", "POST", "/blas")).isEqualTo(200);
        assertThat(send("viewer", "GET", "").body())
                .contains("\"caps\":[{\"name\":\"blas\",\"numThreads\":2,\"origin\":\"actuator\"");
        assertThat(status("admin", "DELETE", "/blas")).isEqualTo(200);
    }

    @Test
    void byDefaultNobodyChangesAnything() {
        start(Roles.class);
        assertThat(status("admin", "GET", "")).isEqualTo(200);
        assertThat(status("admin", "POST", "/blas")).isEqualTo(405);
        assertThat(status("admin", "DELETE", "/blas")).isEqualTo(405);
    }

    @Test
    void whatIsPermittedAtMostHolds() {
        start(Roles.class, WRITABLE, "management.endpoints.access.max-permitted=read-only");
        assertThat(status("admin", "POST", "/blas")).isEqualTo(405);
    }

    @Test
    void withProtectionAgainstForgeryAWriteNeedsItsToken() {
        start(RolesWithTokens.class, WRITABLE);
        assertThat(status("admin", "GET", "")).isEqualTo(200);
        assertThat(status("admin", "POST", "/blas")).isIn(401, 403);
        assertThat(status("admin", "DELETE", "/blas")).isIn(401, 403);
        assertThat(send("admin", "GET", "").body()).doesNotContain("\"caps\"");
    }

    @Test
    void withoutAnyRulesOfTheApplicationThereIsNothingForStrangers() {
        start(NoRules.class, WRITABLE, "spring.security.user.name=admin", "spring.security.user.password=admin");
        assertThat(status(null, "GET", "")).isEqualTo(401);
        assertThat(status("admin", "GET", "")).isEqualTo(200);
        assertThat(status("admin", "POST", "/blas")).isIn(401, 403);
    }

    @Test
    void hiddenPathsAreHiddenFromEverybody() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        start(Roles.class, WRITABLE, "threadpoolctl.actuator.show-paths=false");
        String directory = String.valueOf(DebianLibraries.OPENBLAS.getParent());
        for (String path : new String[] {"", "/blas", "/nosuch"}) {
            assertThat(send("viewer", "GET", path).body()).doesNotContain(directory, "filepath", "/usr/");
        }
        assertThat(send("admin", "POST", "/blas").body())
                .contains("libopenblas")
                .doesNotContain("/usr/");
        assertThat(send("admin", "POST", "/nosuch").body())
                .contains("libopenblas")
                .doesNotContain("/usr/");
        assertThat(send("admin", "DELETE", "/blas").body()).doesNotContain("/usr/");
    }

    private void start(Class<?> application, String... properties) {
        server = TestServer.start(application, properties);
    }

    private int status(@Nullable String user, String method, String path) {
        return send(user, method, path).statusCode();
    }

    private HttpResponse<String> send(@Nullable String user, String method, String path) {
        TestServer started = Objects.requireNonNull(server);
        HttpRequest.Builder request = HttpRequest.newBuilder(started.uri("/actuator/threadpools" + path));
        if (user != null) {
            String credentials =
                    Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + credentials);
        }
        if (method.equals("POST")) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"numThreads\": 2}"));
        } else {
            request.method(method, BodyPublishers.noBody());
        }
        return started.send(request.build());
    }

    /** Rules as an application would have them for its operators' tools, which send no cookies and so need no tokens. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Roles {

        @Bean
        SecurityFilterChain rules(HttpSecurity http) throws Exception {
            return byRole(http).csrf(csrf -> csrf.disable()).build();
        }

        @Bean
        UserDetailsService users() {
            return viewerAndAdmin();
        }
    }

    /** The same rules with what Spring Security has by default. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class RolesWithTokens {

        @Bean
        SecurityFilterChain rules(HttpSecurity http) throws Exception {
            return byRole(http).build();
        }

        @Bean
        UserDetailsService users() {
            return viewerAndAdmin();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class NoRules {}

    private static HttpSecurity byRole(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.GET, "/actuator/threadpools", "/actuator/threadpools/*")
                        .hasAnyRole("VIEWER", "ADMIN")
                        .anyRequest()
                        .hasRole("ADMIN"))
                .httpBasic(Customizer.withDefaults());
    }

    private static UserDetailsService viewerAndAdmin() {
        return new InMemoryUserDetailsManager(
                User.withUsername("viewer")
                        .password("{noop}viewer")
                        .roles("VIEWER")
                        .build(),
                User.withUsername("admin")
                        .password("{noop}admin")
                        .roles("ADMIN")
                        .build());
    }
}
