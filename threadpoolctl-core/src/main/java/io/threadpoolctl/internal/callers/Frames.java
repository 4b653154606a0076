package io.threadpoolctl.internal.callers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stack of a thread that is in native code, seen as people see it.
 *
 * @param all every frame, the innermost first
 */
record Frames(List<Frame> all) {

    private static final Set<String> OF_THE_JDK = Set.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final Set<String> OF_OURS =
            Set.of("io.threadpoolctl.internal.", "io.threadpoolctl.spring.", "io.threadpoolctl.concurrent.");
    private static final String LEDGER = "io.threadpoolctl.internal.ledger.";
    private static final Set<String> DOORS = Set.of("io.threadpoolctl.Threadpools", "io.threadpoolctl.CapturedLimits");
    private static final Set<String> OF_FRAMEWORKS = Set.of(
            "org.springframework.",
            "org.apache.",
            "org.eclipse.jetty.",
            "jakarta.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "reactor.",
            "io.netty.",
            "io.micrometer.",
            "io.undertow.",
            "org.aspectj.",
            "org.junit.",
            "worker.org.gradle.");
    private static final Set<String> MADE = Set.of("$Proxy", "$$", "LambdaForm$", "DowncallStub");
    private static final String LAMBDA = "lambda$";
    private static final String JNI = "JNI";

    /**
     * One frame.
     *
     * @param className as the JVM has it
     * @param method its name
     */
    record Frame(String className, String method) {

        boolean isOfTheJdk() {
            return OF_THE_JDK.stream().anyMatch(className::startsWith) && Binding.of(className) == null;
        }

        boolean isOfOurs() {
            return OF_OURS.stream().anyMatch(className::startsWith) || DOORS.contains(className);
        }

        private boolean isMade() {
            return MADE.stream().anyMatch(className::contains);
        }

        /** Code that people have written to use a library, rather than a library's or Java's. */
        boolean isOfAUser() {
            return !isOfTheJdk() && !isOfOurs() && !isMade() && Binding.of(className) == null;
        }

        boolean isOfAnApplication() {
            return isOfAUser() && OF_FRAMEWORKS.stream().noneMatch(className::startsWith);
        }

        /** The method as it is written in the source: what a lambda does, the method does that it stands in. */
        @Override
        public String toString() {
            String name = method.startsWith(LAMBDA)
                    ? method.substring(LAMBDA.length(), Math.max(LAMBDA.length(), method.lastIndexOf('$')))
                    : method;
            return className + "." + name;
        }
    }

    /** Whether native code of a library is called: the JDK's own, which mostly waits for something, does not count. */
    boolean areInALibrary() {
        for (Frame frame : all) {
            if (!frame.isOfTheJdk()) {
                return binding() != null || !frame.equals(all.get(0)) || frame.isOfAUser();
            }
            if (!frame.isMade()) {
                return false;
            }
        }
        return false;
    }

    /** The binding nearest to native code, {@code null} where a user's own class has native methods. */
    @Nullable
    Binding binding() {
        Binding generic = null;
        for (Frame frame : all) {
            Binding binding = Binding.of(frame.className());
            if (binding != null && binding.userApi() != null) {
                return binding;
            }
            if (binding != null && generic == null) {
                generic = binding;
            }
            if (frame.isOfAUser()) {
                break;
            }
        }
        return generic;
    }

    String bindingTitle() {
        Binding binding = binding();
        return binding == null ? JNI : binding.title();
    }

    /** The first frame that is a user's, {@code null} if there is none. */
    @Nullable
    Frame caller() {
        return all.stream().filter(Frame::isOfAUser).findFirst().orElse(null);
    }

    /** The frames of the application, the caller first; each once. */
    List<Frame> ofTheApplication() {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame : all) {
            boolean seen = frames.stream().anyMatch(each -> each.toString().equals(frame.toString()));
            if (frame.isOfAnApplication() && !seen) {
                frames.add(frame);
            }
        }
        return frames;
    }

    /** Whether a scope is around it that a call has opened. Other frames of ours have none, as a filter of requests. */
    boolean areLimited() {
        return all.stream().anyMatch(frame -> frame.className().startsWith(LEDGER));
    }
}
