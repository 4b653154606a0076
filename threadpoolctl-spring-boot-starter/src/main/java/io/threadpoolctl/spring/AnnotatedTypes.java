package io.threadpoolctl.spring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Knows the types that have something to do with the annotation, and looks at each class and interface once: most beans
 * have nothing to do with it, and are not to be examined method by method.
 */
final class AnnotatedTypes {

    private final Map<Class<?>, Boolean> known = new ConcurrentHashMap<>();

    /** Whether the annotation stands on a type or one of its methods, or on what it inherits from. */
    boolean contains(Class<?> type) {
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            if (mentions(next) || Stream.of(next.getInterfaces()).anyMatch(this::contains)) {
                return true;
            }
        }
        return false;
    }

    private boolean mentions(Class<?> type) {
        Boolean mentions = known.get(type);
        if (mentions == null) {
            mentions = AnnotationUtils.isCandidateClass(type, ThreadpoolLimits.class) && look(type);
            known.put(type, mentions);
        }
        return mentions;
    }

    private static boolean look(Class<?> type) {
        return AnnotatedElementUtils.isAnnotated(type, ThreadpoolLimits.class)
                || Stream.of(ReflectionUtils.getDeclaredMethods(type))
                        .anyMatch(method -> AnnotatedElementUtils.isAnnotated(method, ThreadpoolLimits.class));
    }
}
