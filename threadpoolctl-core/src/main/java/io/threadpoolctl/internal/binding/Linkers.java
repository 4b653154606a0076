package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The choice between the ways into native code: Java's own foreign functions and memory (FFM), final since Java 22, and
 * JNA everywhere else.
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
            case JNA -> new JnaLinker();
            case FFM -> ffm();
            default ->
                throw new NativeAccessException(
                        "There is no way into native code called \"" + asked + "\": set the system property " + PROPERTY
                                + " to " + JNA + " or " + FFM + ", or leave it out.",
                        null);
        };
    }

    private static Linker best() {
        if (!ffmIsPresent()) {
            return new JnaLinker();
        }
        try {
            return ffm();
        } catch (NativeAccessException noFfm) {
            try {
                return new JnaLinker();
            } catch (LinkageError | RuntimeException noJna) {
                noFfm.addSuppressed(noJna);
                throw noFfm;
            }
        }
    }

    /** Whether this Java and this jar have it. */
    static boolean ffmIsPresent() {
        return Runtime.version().feature() >= FIRST_WITH_FFM
                && Linkers.class.getResource("ForeignLinker.class") != null;
    }

    private static Linker ffm() {
        int java = Runtime.version().feature();
        if (java < FIRST_WITH_FFM) {
            throw new NativeAccessException(
                    PROPERTY + "=" + FFM + " needs Java " + FIRST_WITH_FFM + " or later, and this is Java " + java
                            + ": leave the property out, and threadpoolctl uses JNA.",
                    null);
        }
        try {
            return Class.forName(FFM_LINKER)
                    .asSubclass(Linker.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw new NativeAccessException(
                    PROPERTY + "=" + FFM
                            + " is not possible with this jar of threadpoolctl: it was built by a JDK before "
                            + FIRST_WITH_FFM + ", or repackaged without META-INF/versions or without \"Multi-Release:"
                            + " true\" in its manifest. Leave the property out, and threadpoolctl uses JNA.",
                    e);
        } catch (InvocationTargetException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw refused(e);
        }
    }

    private static NativeAccessException refused(Throwable cause) {
        return new NativeAccessException(
                "threadpoolctl cannot reach native code through java.lang.foreign, so no native library is seen and no"
                        + " limit is applied: " + cause + ". Start Java with " + NativeAccess.option() + ".",
                cause);
    }
}
