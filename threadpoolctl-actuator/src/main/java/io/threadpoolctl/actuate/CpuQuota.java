package io.threadpoolctl.actuate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How many processors a Linux control group grants this process, as container runtimes set it. */
final class CpuQuota {

    private static final String NO_QUOTA_OF_VERSION_1 = "-1";

    private final Path root;

    /** @param root where files are read, {@code /} but in tests */
    CpuQuota(Path root) {
        this.root = root;
    }

    /** Empty if there is no quota, or none that can be read. */
    OptionalDouble processors() {
        return Stream.concat(groups().map(this::ofVersion2), Stream.of(ofVersion1()))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    /** The directory of the own group, which is another one inside a container, and the uppermost one. */
    private Stream<Path> groups() {
        Path top = root.resolve("sys/fs/cgroup");
        return Stream.concat(
                lines(root.resolve("proc/self/cgroup")).stream()
                        .filter(line -> line.startsWith("0::/"))
                        .map(line -> top.resolve(line.substring("0::/".length()))),
                Stream.of(top));
    }

    private OptionalDouble ofVersion2(Path group) {
        return lines(group.resolve("cpu.max")).stream()
                .map(line -> line.split(" "))
                .filter(parts -> parts.length == 2 && !parts[0].equals("max"))
                .map(parts -> ratio(parts[0], parts[1]))
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private OptionalDouble ofVersion1() {
        Path group = root.resolve("sys/fs/cgroup/cpu");
        List<String> quota = lines(group.resolve("cpu.cfs_quota_us"));
        List<String> period = lines(group.resolve("cpu.cfs_period_us"));
        return quota.isEmpty() || period.isEmpty() || quota.get(0).equals(NO_QUOTA_OF_VERSION_1)
                ? OptionalDouble.empty()
                : ratio(quota.get(0), period.get(0));
    }

    private static OptionalDouble ratio(String quota, String period) {
        try {
            return OptionalDouble.of(Double.parseDouble(quota) / Double.parseDouble(period));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
