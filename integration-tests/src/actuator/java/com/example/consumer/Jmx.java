package com.example.consumer;

import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.springframework.stereotype.Component;

/** The endpoint's MBean in this very application. */
@Component
class Jmx {

    private static final String MBEAN = "org.springframework.boot:type=Endpoint,name=Threadpools";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    String invoke(String operation, Object... arguments) throws Exception {
        ObjectName name = new ObjectName(MBEAN);
        MBeanOperationInfo known = Stream.of(server.getMBeanInfo(name).getOperations())
                .filter(each -> each.getName().equals(operation))
                .findFirst()
                .orElseThrow();
        String[] types =
                Stream.of(known.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
        return String.valueOf(server.invoke(name, operation, arguments, types));
    }
}
