package io.threadpoolctl.spring;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the annotation that counts for a call: that of the method, as the object has it or as it is called, then that of
 * the object's type. The type may be a JDK proxy, whose annotations are those of its interfaces.
 */
final class AnnotationSearch {

    private AnnotationSearch() {}

    static @Nullable ThreadpoolLimits find(Method called, Class<?> type) {
        Class<?> userClass = ClassUtils.getUserClass(type);
        return first(AopUtils.getMostSpecificMethod(called, userClass), called, userClass);
    }

    private static @Nullable ThreadpoolLimits first(AnnotatedElement... elements) {
        for (AnnotatedElement element : elements) {
            ThreadpoolLimits found = AnnotatedElementUtils.findMergedAnnotation(element, ThreadpoolLimits.class);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
