import io.threadpoolctl.internal.binding.RemoteLoading;
import io.threadpoolctl.internal.binding.RemoteProcess;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A helper process. */
final class RemoteSubject implements Subject {

    /** Through its own /proc: it has numbers of its own for its threads. */
    private final Path tasks = Path.of("/proc", System.getProperty("remote.process"), "root", "proc", "1", "task");

    @Override
    public Code load(String path) {
        long handle = RemoteLoading.load(path);
        Check.that(handle != 0, "cannot load " + path);
        Code code = new RemoteCode(RemoteProcess.path(handle));
        code.work().ifPresent(Work::run); // before its first work MKL is asleep
        return code;
    }

    @Override
    public Path tasks() {
        return tasks;
    }

    @Override
    public boolean mayCompute(Path task, String threadName) {
        return !RemoteProcess.isAnswering(Long.parseLong(task.getFileName().toString()));
    }

    /** The libraries are loaded already, and stay so. */
    @Override
    public List<String> commandLine(List<String> paths) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "RemoteCommandLine"));
        command.addAll(List.of("info", "--json", "--strict"));
        return command;
    }
}
