package com.example.consumer;

import io.threadpoolctl.actuate.ThreadpoolsEndpoint;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.ObjectName;
import org.springframework.stereotype.Component;

/** The endpoint: as a bean, and if there is a web server over HTTP and JMX. */
@Component
class ActuatorCheck implements Check {

    private static final String MBEAN = "org.springframework.boot:type=Endpoint,name=Threadpools";

    private final ThreadpoolsEndpoint endpoint;
    private final Http http;

    ActuatorCheck(ThreadpoolsEndpoint endpoint, Http http) {
        this.endpoint = endpoint;
        this.http = http;
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
            findings.contains("The endpoint over JMX", "libopenblas", overJmx());
        }
    }

    private static String overJmx() throws Exception {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName(MBEAN), "threadpools", new Object[0], new String[0]));
    }
}
