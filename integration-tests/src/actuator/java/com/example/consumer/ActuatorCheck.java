package com.example.consumer;

import io.threadpoolctl.actuate.ThreadpoolsEndpoint;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The endpoint: as a bean, and if there is a web server over HTTP and JMX. */
@Component
class ActuatorCheck implements Check {

    private static final String CAP_OF_ONE = "{\"numThreads\": 1}";

    private final ThreadpoolsEndpoint endpoint;
    private final Http http;
    private final Jmx jmx;
    private final Work work;

    ActuatorCheck(ThreadpoolsEndpoint endpoint, Http http, Jmx jmx, Work work) {
        this.endpoint = endpoint;
        this.http = http;
        this.jmx = jmx;
        this.work = work;
    }

    @Override
    public Set<String> circumstances() {
        return Set.of("actuator");
    }

    @Override
    public void run(Findings findings) throws Exception {
        findings.contains("The endpoint", "libopenblas", endpoint.threadpools().toString());
        if (http.isServed()) {
            String all = http.get("/actuator/threadpools");
            findings.contains("/actuator/threadpools", "\"prefix\":\"libopenblas\"", all);
            findings.contains("/actuator/threadpools", "\"prefix\":\"libgomp\"", all);
            findings.contains("/actuator/threadpools/blas", "\"libopenblas\"", http.get("/actuator/threadpools/blas"));
            findings.expect("/actuator/threadpools/sounds", "404", http.get("/actuator/threadpools/sounds"));
            findings.contains("The endpoint over JMX", "libopenblas", jmx.invoke("threadpools"));
            capOverJmx(findings);
            if (http.isGuarded()) {
                refuseWithoutToken(findings);
            } else {
                capOverHttp(findings);
            }
        }
    }

    /** Spring Security does that; what it answers differs between web servers. */
    private void refuseWithoutToken(Findings findings) throws Exception {
        Measured free = work.free();
        String answer = http.post("/actuator/threadpools/blas", CAP_OF_ONE);
        findings.expect("That a cap without a CSRF token is refused: " + answer, true, answer.startsWith("40"));
        findings.expect("What is free after that", free, work.free());
    }

    private void capOverJmx(Findings findings) throws Exception {
        Measured free = work.free();
        findings.contains("A cap over JMX", "cap=1", jmx.invoke("cap", "blas", 1));
        findings.expect("What is free under a cap over JMX", new Measured(1, free.openmp()), work.free());
        jmx.invoke("lift", "blas");
        findings.expect("What is free when the cap is lifted over JMX", free, work.free());
    }

    private void capOverHttp(Findings findings) throws Exception {
        Measured free = work.free();
        String blas = "/actuator/threadpools/blas";
        findings.contains("A cap", "\"cap\":1", http.post(blas, CAP_OF_ONE));
        findings.expect("What is free under a cap", new Measured(1, free.openmp()), work.free());
        for (String bad : new String[] {"0", "-1", "2.5", "\"x\"", "1000000000000", "null"}) {
            String answer = http.post(blas, "{\"numThreads\": " + bad + "}");
            findings.expect("The status for " + bad, "400", answer.substring(0, 3));
            findings.contains("What is said of " + bad, "allowed is a whole number from 1", answer);
        }
        findings.contains("A cap without a number", "400", http.post(blas, "{}"));
        findings.contains("A cap of an unknown name", "404", http.post("/actuator/threadpools/bals", CAP_OF_ONE));
        findings.expect("What is free after bad caps", new Measured(1, free.openmp()), work.free());
        findings.contains("Lifting the cap", "200", http.delete(blas));
        findings.expect("What is free when the cap is lifted", free, work.free());
    }
}
