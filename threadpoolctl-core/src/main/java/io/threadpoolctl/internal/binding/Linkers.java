package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import org.jspecify.annotations.Nullable;

/**
 * The choice between the ways into native code: Java's own foreign functions and memory (FFM), final since Java 22, and
 * JNA everywhere else and where FFM is refused.
 *
 * <p>The class for FFM is compiled for Java 22 and stands in the part of the jar that older ones do not see
 * ({@code META-INF/versions/22}), hence it is asked for by name. A jar that was built by an older JDK does not have it.
 */
final class Linkers {

    /** The system property that decides: {@value #JNA} or {@value #FFM}; if it is not set, FFM where it is to be had. */
    static final String PROPERTY = "threadpoolctl.binding";

    static final String JNA = "jna";
    static final String FFM = "ffm";

    private static final int FIRST_WITH_FFM = 22;
    private static final String FFM_LINKER = "io.threadpoolctl.internal.binding.ForeignLinker";

    private Linkers() {}

    /**
     * @param asked the value of the property, {@code null} if it is not set
     * @throws NativeAccessException if what was asked for is not to be had
     */
    static Linker choose(@Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            return best();
        }
        return switch (asked.trim()) {
            case JNA -> jna(new Attempts());
            case FFM -> ffm();
            default ->
                throw new NativeAccessException(
                        "There is no way into native code called \"" + asked + "\": set the system property " + PROPERTY
                                + " to " + JNA + " or " + FFM + ", or leave it out.",
                        null);
        };
    }

    private static Linker best() {
        Attempts attempts = new Attempts();
        Linker foreign = ffmIsPresent() ? foreign(attempts) : null;
        return foreign != null ? foreign : jna(attempts);
    }

    /** Whether this Java and this jar have it. */
    static boolean ffmIsPresent() {
        return Runtime.version().feature() >= FIRST_WITH_FFM
                && Linkers.class.getResource("ForeignLinker.class") != null;
    }

    private static Linker jna(Attempts attempts) {
        Linker linker = attempts.tryOut("JNA", JnaLinker::new);
        if (linker == null) {
            throw attempts.inVain("JNA must be able to unpack and load its library, which has to be of the version of"
                    + " its classes: give it a writable directory that is not mounted noexec (-Djna.tmpdir=DIR), have"
                    + " one JNA on the class path, of version 4 or later, leave out jna.boot.library.path, and start"
                    + " Java with " + permission() + ".");
        }
        return linker;
    }

    private static Linker ffm() {
        int java = Runtime.version().feature();
        if (java < FIRST_WITH_FFM) {
            throw new NativeAccessException(
                    PROPERTY + "=" + FFM + " needs Java " + FIRST_WITH_FFM + " or later, and this is Java " + java
                            + ": leave the property out, and threadpoolctl uses JNA.",
                    null);
        }
        if (!ffmIsPresent()) {
            throw new NativeAccessException(
                    PROPERTY + "=" + FFM
                            + " is not possible with this jar of threadpoolctl: it was built by a JDK before "
                            + FIRST_WITH_FFM + ", or repackaged without META-INF/versions or without \"Multi-Release:"
                            + " true\" in its manifest. Leave the property out, and threadpoolctl uses JNA.",
                    null);
        }
        Attempts attempts = new Attempts();
        Linker linker = foreign(attempts);
        if (linker == null) {
            throw attempts.inVain("Start Java with " + permission() + ", or leave out " + PROPERTY + "=" + FFM
                    + ", and threadpoolctl tries JNA.");
        }
        return linker;
    }

    private static @Nullable Linker foreign(Attempts attempts) {
        return attempts.tryOut(
                "java.lang.foreign",
                () -> Class.forName(FFM_LINKER)
                        .asSubclass(Linker.class)
                        .getDeclaredConstructor()
                        .newInstance());
    }

    /** The option of Java that lets us and JNA reach native code. */
    private static String permission() {
        Module here = Linkers.class.getModule();
        return "--enable-native-access=" + (here.isNamed() ? here.getName() + ",com.sun.jna" : "ALL-UNNAMED");
    }
}
