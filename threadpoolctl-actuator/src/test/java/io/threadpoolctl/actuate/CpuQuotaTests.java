package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuQuotaTests {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path root;

    @Test
    void versionTwoTellsItOfTheOwnGroup() throws IOException {
        write("proc/self/cgroup", "0::/service\n");
        write("sys/fs/cgroup/service/cpu.max", "250000 100000\n");
        write("sys/fs/cgroup/cpu.max", "400000 100000\n");
        assertThat(quota().processors()).hasValue(2.5);
    }

    @Test
    void insideAContainerVersionTwoTellsItOfTheUppermostGroup() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/cpu.max", "200000 100000\n");
        assertThat(quota().processors()).hasValue(2);
    }

    @Test
    void versionOneTellsItInTwoFiles() throws IOException {
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "150000\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        assertThat(quota().processors()).hasValue(1.5);
    }

    @Test
    void noQuotaIsNone() throws IOException {
        write("proc/self/cgroup", "0::/service\n");
        write("sys/fs/cgroup/service/cpu.max", "max 100000\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        assertThat(quota().processors()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNone() throws IOException {
        assertThat(quota().processors()).isEmpty();
        write("sys/fs/cgroup/cpu.max", "nonsense here\n");
        assertThat(quota().processors()).isEmpty();
    }

    private CpuQuota quota() {
        return new CpuQuota(root);
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
