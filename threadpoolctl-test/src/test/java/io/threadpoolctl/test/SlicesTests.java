package io.threadpoolctl.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.util.ClassUtils;

/** What this jar registers with the slices of Spring Boot, whose annotations have other names in version 3 than in 4. */
class SlicesTests {

    @Test
    void everySliceGetsProxiesAndLimitsIfTheStarterIsThere() throws Exception {
        assertThat(files())
                .hasSizeGreaterThan(30)
                .allSatisfy(file -> assertThat(lines(file))
                        .containsExactly(
                                "optional:" + AopAutoConfiguration.class.getName(),
                                "optional:" + ThreadpoolctlAutoConfiguration.class.getName()));
    }

    @Test
    void bothNamesOfASliceAreRegistered() throws Exception {
        List<String> names = files().stream().map(SlicesTests::annotation).toList();
        assertThat(names.stream().map(ClassUtils::getShortName).distinct())
                .allSatisfy(slice -> assertThat(names)
                        .as(slice)
                        .anyMatch(name -> isOfVersion3(name, slice))
                        .anyMatch(name -> isOfVersion4(name, slice)));
    }

    /** Boot 4 has the slice of RestClient beside that of WebClient, which in Boot 3 were one. */
    private static boolean isOfVersion3(String name, String slice) {
        return name.startsWith("org.springframework.boot.test.autoconfigure.")
                && name.endsWith("." + slice.replace("RestClient", "WebClient"));
    }

    private static boolean isOfVersion4(String name, String slice) {
        return name.contains(".test.autoconfigure.")
                && !name.startsWith("org.springframework.boot.test.")
                && name.endsWith("." + slice);
    }

    private static String annotation(Path file) {
        return file.getFileName().toString().replace(".imports", "");
    }

    private static List<Path> files() throws URISyntaxException, IOException {
        Path classes = Path.of(AutoConfigureThreadpoolctl.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.list(classes.resolve("META-INF/spring"))) {
            return files.toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
