package io.threadpoolctl.actuate.measured;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The control group that gives this process its processors: a container's, mostly. */
final class CpuGroup {

    /** The fields of proc(5): root, mount point, optional fields up to the dash, type, source, options. */
    private static final Pattern MOUNT =
            Pattern.compile("\\d+ \\d+ \\S+ (\\S+) (\\S+) \\S+ .*?- (cgroup2?) \\S+ (\\S+)", Pattern.MULTILINE);

    private static final Pattern PERIODS = Pattern.compile("^nr_periods (\\d{1,18})$", Pattern.MULTILINE);
    private static final Pattern MICROS = Pattern.compile("^throttled_usec (\\d{1,15})$", Pattern.MULTILINE);
    private static final Pattern NANOS = Pattern.compile("^throttled_time (\\d{1,18})$", Pattern.MULTILINE);
    private static final long NANOS_PER_MICRO = 1000;

    private final SystemFiles files;

    CpuGroup(SystemFiles files) {
        this.files = files;
    }

    /** How long a quota has stopped the threads of the group, added up; {@code null} if there is no quota. */
    @Nullable
    Long throttledNanos() {
        return directories()
                .map(directory -> files.text(directory + "/cpu.stat"))
                .filter(stat -> stat != null && numberIn(stat, PERIODS, 0) > 0)
                .findFirst()
                .map(stat -> numberIn(stat, NANOS, numberIn(stat, MICROS, 0) * NANOS_PER_MICRO))
                .orElse(null);
    }

    /** How long some thread of the group waited for a processor; {@code null} if the system does not tell. */
    @Nullable
    Long pressureNanos() {
        return directories()
                .map(directory -> Pressure.someNanos(files.text(directory + "/cpu.pressure")))
                .filter(nanos -> nanos != null)
                .findFirst()
                .orElse(null);
    }

    /** The directories of the group and of those around it, the innermost first: a quota may be any one's. */
    private Stream<String> directories() {
        String groups = files.text("/proc/self/cgroup");
        String mounts = files.text("/proc/self/mountinfo");
        if (groups == null || mounts == null) {
            return Stream.empty();
        }
        return MOUNT.matcher(mounts)
                .results()
                .map(mount -> new Mount(mount.group(1), mount.group(2), mount.group(3), mount.group(4)))
                .flatMap(mount -> mount.directories(groups));
    }

    private static long numberIn(String stat, Pattern pattern, long otherwise) {
        Matcher matcher = pattern.matcher(stat);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : otherwise;
    }

    /**
     * A hierarchy of groups where the file system shows it.
     *
     * @param root the group that is shown as its top
     * @param point where
     */
    private record Mount(String root, String point, String type, String options) {

        private static final int OWN = 2;
        private static final int FIELDS = 3;

        Stream<String> directories(String groups) {
            return groups.lines()
                    .map(line -> line.split(":", FIELDS))
                    .filter(line -> line.length == FIELDS && isOf(line))
                    .flatMap(line -> upwards(line[OWN]));
        }

        private boolean isOf(String[] line) {
            return type.equals("cgroup2")
                    ? line[1].isEmpty()
                    : isCpu(List.of(line[1].split(","))) && isCpu(Arrays.asList(options.split(",")));
        }

        private static boolean isCpu(List<String> controllers) {
            return controllers.contains("cpu");
        }

        private Stream<String> upwards(String group) {
            String top = root.equals("/") ? "" : root;
            String below = group.startsWith(top + "/") ? group.substring(top.length()) : "";
            return Stream.iterate(
                            below.equals("/") ? "" : below,
                            each -> each != null,
                            each -> each.isEmpty() ? null : parent(each))
                    .map(each -> point + each);
        }

        private static String parent(String group) {
            return group.substring(0, group.lastIndexOf('/'));
        }
    }
}
