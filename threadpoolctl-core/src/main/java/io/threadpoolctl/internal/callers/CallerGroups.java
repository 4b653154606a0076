package io.threadpoolctl.internal.callers;

import io.threadpoolctl.NativeCaller;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds samples up by caller.
 *
 * <p>The JVM goes around its threads and takes one that is in native code each time, so that between two samples of a thread
 * that always is, every other one that is in native code comes once: that is how many are there at once.
 */
final class CallerGroups {

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final long alwaysInNativeCode;
    private long samples;

    /** @param alwaysInNativeCode the number of a thread */
    CallerGroups(long alwaysInNativeCode) {
        this.alwaysInNativeCode = alwaysInNativeCode;
    }

    /** @param limited whether the thread has a scope open */
    void add(long thread, Frames frames, boolean limited) {
        if (thread == alwaysInNativeCode) {
            groups.values().forEach(Group::roundIsOver);
            return;
        }
        Frames.Frame caller = frames.areInALibrary() ? frames.caller() : null;
        if (caller != null) {
            samples++;
            groups.computeIfAbsent(caller.toString(), each -> new Group(frames))
                    .add(thread, limited || frames.areLimited());
        }
    }

    long samples() {
        return samples;
    }

    /** Those with the most samples first. */
    List<NativeCaller> callers(Set<String> userApis, Annotatable annotatable) {
        groups.values().forEach(Group::roundIsOver);
        return groups.entrySet().stream()
                .map(each -> each.getValue().result(each.getKey(), userApis, annotatable))
                .sorted(Comparator.comparingLong(NativeCaller::samples).reversed())
                .toList();
    }

    private static final class Group {

        private static final int MOST_FRAMES = 8;

        private final Frames frames;
        private final Set<Long> threadsOfThisRound = new HashSet<>();
        private int atOnce;
        private long samples;
        private long limited;

        Group(Frames frames) {
            this.frames = frames;
        }

        void add(long thread, boolean isLimited) {
            threadsOfThisRound.add(thread);
            samples++;
            limited += isLimited ? 1 : 0;
        }

        void roundIsOver() {
            atOnce = Math.max(atOnce, threadsOfThisRound.size());
            threadsOfThisRound.clear();
        }

        NativeCaller result(String method, Set<String> userApis, Annotatable annotatable) {
            return new NativeCaller(
                    method,
                    frames.bindingTitle(),
                    samples,
                    atOnce,
                    limited,
                    frames.ofTheApplication().stream()
                            .map(Frames.Frame::toString)
                            .limit(MOST_FRAMES)
                            .toList(),
                    limited == samples ? null : remedy(userApis, annotatable));
        }

        private @Nullable String remedy(Set<String> userApis, Annotatable annotatable) {
            Binding binding = frames.binding();
            if (binding != null && !binding.canBeLimited()) {
                return null;
            }
            String api = binding == null ? null : binding.userApi();
            if (api == null && userApis.size() == 1) {
                api = userApis.iterator().next();
            }
            boolean hasAttribute = "blas".equals(api) || "openmp".equals(api);
            return "@ThreadpoolLimits(" + (hasAttribute ? api + " = 1" : "1") + ") on " + annotatable.in(frames);
        }
    }
}
