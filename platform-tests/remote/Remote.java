import io.threadpoolctl.internal.binding.RemoteProcess;
import java.io.IOException;

/** Makes this JVM look like one on the system of its helper process. */
final class Remote {

    private Remote() {}

    /** The JDK itself has to take the system for what it is, so this is told when its own parts for it are in use. */
    static void begin() throws IOException, InterruptedException {
        RemoteProcess.connect();
        new ProcessBuilder("true").start().waitFor();
        System.setProperty("os.name", System.getProperty("remote.os"));
    }
}
