package com.example.consumer;

import java.net.URI;
import java.util.Set;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** A client of Spring Cloud OpenFeign: limited while its caller waits for the answer, which this very process gives. */
@Component
@EnableFeignClients(clients = Itself.class)
class FeignCheck implements Check {

    private final Itself itself;
    private final Libraries libraries;
    private final Environment environment;

    FeignCheck(Itself itself, Libraries libraries, Environment environment) {
        this.itself = itself;
        this.libraries = libraries;
        this.environment = environment;
    }

    @Override
    public Set<String> circumstances() {
        return Set.of("feign");
    }

    @Override
    public void run(Findings findings) {
        URI base = URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
        // OpenMP's number belongs to the thread, and another one answers.
        findings.expect("A client whose type is limited", new Measured(1, 3).toString(), itself.free(base));
        findings.expect("A limited method of its parent", new Measured(2, 3).toString(), itself.freeByParent(base));
        findings.expect("A default method of the client", Measured.both(1), itself.here(libraries));
        findings.expect("After a client's calls", Measured.both(3), libraries.measure());
    }
}
