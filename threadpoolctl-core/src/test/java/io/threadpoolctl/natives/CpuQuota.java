package io.threadpoolctl.natives;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A control group of Linux with a quota of processor time, which the JVM takes for a number of processors.
 *
 * @param directory the group
 * @param quotaFile what the quota is written to
 * @param quotaForm how it is written, for a hundred milliseconds
 */
record CpuQuota(String directory, String quotaFile, String quotaForm) implements AutoCloseable, Serializable {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int MICROSECONDS = 100_000;

    /** Makes one, or skips the test where nobody may: that takes root, and control groups that can be written. */
    static CpuQuota make() {
        try {
            Optional<Path> ofCpus = Stream.of("cpu", "cpu,cpuacct")
                    .map(ROOT::resolve)
                    .filter(directory -> Files.exists(directory.resolve("cgroup.procs")))
                    .findFirst();
            String name = "threadpoolctl-" + ProcessHandle.current().pid();
            if (ofCpus.isPresent()) {
                Path group = Files.createDirectory(ofCpus.get().resolve(name));
                Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(MICROSECONDS));
                return new CpuQuota(group.toString(), "cpu.cfs_quota_us", "%d");
            }
            Path group = Files.createDirectory(ROOT.resolve(name));
            if (!Files.exists(group.resolve("cpu.max"))) {
                Files.delete(group);
                throw new IOException(ROOT + " hands on no control of processors.");
            }
            return new CpuQuota(group.toString(), "cpu.max", "%d " + MICROSECONDS);
        } catch (IOException e) {
            Assumptions.abort("No control group can be made here: " + e);
            throw new AssertionError(e);
        }
    }

    /** Has the JVM begin its life in this group: it asks once, at its start, which one is its own. */
    NativeJvm jvm() {
        return NativeJvm.plain().startedBy("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", directory + "/cgroup.procs");
    }

    /** Allows so many processors from now on. */
    void allow(int processors) throws IOException {
        Files.writeString(Path.of(directory, quotaFile), quotaForm.formatted(processors * MICROSECONDS));
    }

    /** The JVM in it must have ended. */
    @Override
    public void close() throws IOException {
        Files.delete(Path.of(directory));
    }
}
