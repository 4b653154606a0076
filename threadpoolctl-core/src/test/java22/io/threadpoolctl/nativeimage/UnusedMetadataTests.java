package io.threadpoolctl.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metadata for native images names nothing in vain; that takes both ways into native code. */
@Timeout(120)
class UnusedMetadataTests {

    /** But calls: which shapes there are depends on the system, and on families of a user's own. */
    @Test
    void nothingIsNamedThatNoRunUses() {
        Set<String> unused = new TreeSet<>(ReachabilityMetadata.ofTheCore().lines());
        unused.removeIf(line -> line.startsWith("downcall "));
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
