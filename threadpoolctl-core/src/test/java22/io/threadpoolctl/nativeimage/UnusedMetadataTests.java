package io.threadpoolctl.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metadata for native images names nothing in vain; that takes both ways into native code. */
@Timeout(120)
class UnusedMetadataTests {

    /** What JNA's library looks up when something has gone wrong, which does not happen in these runs. */
    private static final Set<String> FOR_ERRORS = Set.of(
            "java.lang.Error",
            "java.lang.IllegalArgumentException",
            "java.lang.IllegalStateException",
            "java.lang.OutOfMemoryError",
            "java.lang.UnsatisfiedLinkError",
            "java.lang.UnsupportedOperationException",
            "com.sun.jna.Callback$UncaughtExceptionHandler",
            "com.sun.jna.LastErrorException");

    /** But calls: which shapes there are depends on the system, and on families of a user's own. */
    @Test
    void nothingIsNamedThatNoRunUses() {
        Set<String> unused = new TreeSet<>(ReachabilityMetadata.ofTheCore().lines());
        unused.removeIf(line -> line.startsWith("downcall "));
        unused.removeIf(line -> FOR_ERRORS.stream().anyMatch(type -> line.matches(".* \\Q" + type + "\\E(#.*)?")));
        for (String use : RecordedRuns.used()) {
            unused.remove(use);
            // They are one entry.
            unused.remove(use.replaceFirst("^jni ", ""));
            unused.remove("jni " + use);
            unused.remove(use.replaceFirst("^(jni )?(method|field) ([^#]+)#.*", "$1type $3"));
            unused.remove(use.replaceFirst("^jni (method|field) ([^#]+)#.*", "type $2"));
        }
        assertThat(unused).isEmpty();
    }
}
