package io.threadpoolctl.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/** The part that needs the module jdk.attach, which a JRE may lack; no other class may name its types. */
final class AttachApi {

    private AttachApi() {}

    static void loadAgent(long pid, Exchange exchange)
            throws AttachNotSupportedException, IOException, AgentLoadException, AgentInitializationException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            machine.loadAgent(exchange.agentJar(), exchange.place());
        } finally {
            machine.detach();
        }
    }
}
