import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This JVM on Linux. */
final class ThisProcess implements Subject {

    private static final int RTLD_LAZY = 1;

    private final String ownName;

    /** For the calling thread: threads that a library starts have the name of the one that made it start them. */
    ThisProcess() throws IOException {
        this.ownName = Files.readString(Path.of("/proc/thread-self/comm")).strip();
    }

    @Override
    public Code load(String path) {
        try {
            String real = Path.of(path).toRealPath().toString();
            Pointer handle = (Pointer) c("dlopen").invoke(Pointer.class, new Object[] {real, RTLD_LAZY});
            if (handle == null) {
                throw new AssertionError(c("dlerror").invokeString(new Object[0], false));
            }
            return new JnaCode(real, handle);
        } catch (IOException e) {
            throw new AssertionError("There is no " + path, e);
        }
    }

    @Override
    public Path tasks() {
        return Path.of("/proc/self/task");
    }

    @Override
    public boolean mayCompute(Path task, String threadName) {
        return threadName.equals(ownName);
    }

    @Override
    public List<String> commandLine(List<String> paths) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-jar", jar(), "info", "--json", "--strict", "-i"));
        command.addAll(paths);
        return command;
    }

    private static String jar() {
        try {
            return Path.of(Threadpools.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Function c(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }
}
