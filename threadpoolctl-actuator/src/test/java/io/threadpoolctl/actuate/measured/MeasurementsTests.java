package io.threadpoolctl.actuate.measured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the files of a system, which here are written by hand. */
class MeasurementsTests {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long FIRST = 1;
    private static final long JAVA = 2;
    private static final long NATIVE = 3;

    @TempDir
    private @Nullable Path root;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable Set<Long> listed = Set.of(JAVA);

    @BeforeEach
    void threeThreads() throws IOException {
        thread(FIRST, SECOND, 0);
        thread(JAVA, 2 * SECOND, SECOND);
        thread(NATIVE, 4 * SECOND, 2 * SECOND);
    }

    @Test
    void theFirstReadingTellsWhatThreadsThatAreAliveHaveDoneSinceTheyWereBorn() {
        Measured first = get(measurements());
        assertThat(first.lately()).isNull();
        assertThat(first.sinceStart().running()).isEqualTo(7);
        assertThat(first.sinceStart().waiting()).isEqualTo(3);
        assertThat(first.sinceStart().waitingShare()).isEqualTo(0.3);
        assertThat(first.sinceStart().nativeRunning()).isEqualTo(4);
    }

    @Test
    void afterwardsItTellsWhatHasBeenAddedSinceTheReadingBefore() throws IOException {
        Measurements measurements = measurements();
        get(measurements);
        thread(JAVA, 3 * SECOND, SECOND);
        thread(NATIVE, 5 * SECOND, 8 * SECOND);
        ProcessorUse lately = lately(measurements, 4);
        assertThat(lately.seconds()).isEqualTo(4);
        assertThat(lately.running()).isEqualTo(2);
        assertThat(lately.waiting()).isEqualTo(6);
        assertThat(lately.waitingShare()).isEqualTo(0.75);
        assertThat(lately.nativeRunning()).isEqualTo(1);
    }

    @Test
    void threadsThatEndedDoNotTakeBackAndThreadsOfTheSameNumberBeginAnew() throws IOException {
        Measurements measurements = measurements();
        get(measurements);
        Files.delete(file("/proc/self/task/" + NATIVE + "/schedstat"));
        thread(JAVA, SECOND, 0);
        assertThat(lately(measurements, 1).running()).isEqualTo(1);
        assertThat(measurements.total(Measure.RUNNING)).isEqualTo(8);
    }

    @Test
    void whoAsksWithinASecondGetsTheSame() throws IOException {
        Measurements measurements = measurements();
        Measured first = get(measurements);
        thread(JAVA, 9 * SECOND, SECOND);
        clock.addAndGet(SECOND - 1);
        assertThat(get(measurements)).isSameAs(first);
        clock.addAndGet(1);
        assertThat(get(measurements)).isNotSameAs(first);
    }

    @Test
    void nothingIsReadWhileNobodyAsks() {
        Measurements measurements = measurements();
        for (Measure measure : Measure.values()) {
            measurements.mayTell(measure);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void whereThreadsCannotBeToldApartOnlyThatIsLeftOut() {
        listed = null;
        ProcessorUse use = get(measurements()).sinceStart();
        assertThat(use.nativeRunning()).isNull();
        assertThat(use.running()).isEqualTo(7);
    }

    @Test
    void theJvmIsNotAskedAgainAboutThreadsThatItDidNotKnowTwice() throws IOException {
        Measurements measurements = measurements();
        for (int i = 1; i <= 4; i++) {
            clock.addAndGet(SECOND);
            thread(NATIVE, (4 + i) * SECOND, 0);
            get(measurements);
        }
        assertThat(asked).hasValue(2);
        thread(5, 1, 0);
        clock.addAndGet(SECOND);
        get(measurements);
        assertThat(asked).hasValue(3);
    }

    @Test
    void whereTheSystemDoesNotTellThereIsNothing() throws IOException {
        for (long thread : new long[] {FIRST, JAVA, NATIVE}) {
            write("/proc/self/task/" + thread + "/schedstat", "0 0\n");
        }
        Measurements measurements = measurements();
        assertThat(measurements.get()).isNull();
        assertThat(measurements.total(Measure.RUNNING)).isNaN();
        assertThat(Measure.values()).noneMatch(measurements::mayTell);
    }

    @Test
    void pressureIsThatOfTheMachineAndOfTheGroup() throws IOException {
        inAContainer();
        pressure("/proc/pressure/cpu", 1_000_000);
        pressure("/sys/fs/cgroup/cpu.pressure", 0);
        Measurements measurements = measurements();
        get(measurements);
        pressure("/proc/pressure/cpu", 3_000_000);
        pressure("/sys/fs/cgroup/cpu.pressure", 1_500_000);
        ProcessorUse lately = lately(measurements, 5);
        assertThat(lately.pressure()).isEqualTo(2);
        assertThat(lately.groupPressure()).isEqualTo(1.5);
        assertThat(measurements.total(Measure.GROUP_PRESSURE)).isEqualTo(1.5);
    }

    @Test
    void aContainersQuotaIsSeenInEitherVersionOfGroups() throws IOException {
        inAContainer();
        String file = "/sys/fs/cgroup/cpu.stat";
        write(file, "usage_usec 9\nnr_periods 10\nnr_throttled 1\nthrottled_usec 1000000\n");
        Measurements second = measurements();
        get(second);
        write(file, "usage_usec 9\nnr_periods 20\nnr_throttled 9\nthrottled_usec 4000000\n");
        assertThat(lately(second, 1).throttled()).isEqualTo(3);

        write("/proc/self/cgroup", "5:memory:/x\n3:cpu,cpuacct:/docker/abc\n");
        write("/proc/self/mountinfo", mount("/docker/abc", "/sys/fs/cgroup/cpu,cpuacct", "cgroup", "rw,cpu,cpuacct"));
        file = "/sys/fs/cgroup/cpu,cpuacct/cpu.stat";
        write(file, "nr_periods 10\nnr_throttled 1\nthrottled_time 1000000000\n");
        Measurements first = measurements();
        get(first);
        write(file, "nr_periods 20\nnr_throttled 9\nthrottled_time 2500000000\n");
        assertThat(lately(first, 1).throttled()).isEqualTo(1.5);
    }

    @Test
    void aQuotaMayBeThatOfAGroupAroundTheOwn() throws IOException {
        write("/proc/self/cgroup", "0::/a.slice/b.service\n");
        write("/proc/self/mountinfo", mount("/", "/sys/fs/cgroup", "cgroup2", "rw"));
        write("/sys/fs/cgroup/a.slice/b.service/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_usec 0\n");
        write("/sys/fs/cgroup/a.slice/cpu.stat", "nr_periods 7\nnr_throttled 2\nthrottled_usec 2000000\n");
        assertThat(new CpuGroup(new SystemFiles(directory())).throttledNanos()).isEqualTo(2 * SECOND);
        write("/sys/fs/cgroup/a.slice/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_usec 0\n");
        assertThat(new CpuGroup(new SystemFiles(directory())).throttledNanos()).isNull();
    }

    @Test
    void theJvmsListIsReadInEitherOfItsForms() {
        assertThat(JvmThreads.numbersIn("""
                "main" #1 prio=5 os_prio=0 cpu=34.5ms elapsed=0.1s tid=0x00007f nid=0x1a runnable [0x00]
                   java.lang.Thread.State: RUNNABLE
                "an odd nid=9 name" #33 [27] prio=5 os_prio=0 cpu=1ms elapsed=1s tid=0x00007f nid=27 waiting on condition
                "VM Thread" os_prio=0 cpu=2ms elapsed=1s tid=0x00007f nid=28 runnable
                """)).containsExactlyInAnyOrder(26L, 27L, 28L);
    }

    @Test
    void thisJvmListsMoreThreadsThanJavaKnows() {
        Set<Long> numbers = Objects.requireNonNull(new JvmThreads().get());
        assertThat(numbers).hasSizeGreaterThan(Thread.getAllStackTraces().size());
    }

    private Measurements measurements() {
        SystemFiles files = new SystemFiles(directory());
        NativeThreads threads = new NativeThreads(
                files,
                () -> {
                    asked.incrementAndGet();
                    return listed;
                },
                FIRST);
        return new Measurements(files, threads, clock::get);
    }

    private static Measured get(Measurements measurements) {
        return Objects.requireNonNull(measurements.get());
    }

    private ProcessorUse lately(Measurements measurements, long seconds) {
        clock.addAndGet(seconds * SECOND);
        return Objects.requireNonNull(get(measurements).lately());
    }

    private void inAContainer() throws IOException {
        write("/proc/self/cgroup", "0::/\n");
        write(
                "/proc/self/mountinfo",
                mount("/", "/proc", "proc", "rw") + mount("/", "/sys/fs/cgroup", "cgroup2", "rw"));
    }

    private static String mount(String root, String point, String type, String options) {
        return "31 23 0:28 " + root + " " + point + " rw,relatime shared:9 - " + type + " " + type + " " + options
                + "\n";
    }

    private void pressure(String path, long micros) throws IOException {
        write(path, "some avg10=1.00 avg60=2.00 avg300=3.00 total=" + micros + "\nfull avg10=0.00 total=0\n");
    }

    private void thread(long number, long run, long wait) throws IOException {
        write("/proc/self/task/" + number + "/schedstat", run + " " + wait + " 5\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = file(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private Path file(String path) {
        return directory().resolve(path.substring(1));
    }

    private Path directory() {
        return Objects.requireNonNull(root);
    }
}
