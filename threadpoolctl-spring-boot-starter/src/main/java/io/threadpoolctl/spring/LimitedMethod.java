package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import java.lang.reflect.Method;

/**
 * What the annotation says about one method, ready for use.
 *
 * @param method the method whose body runs under the limits
 * @param limits what is asked for
 * @param hold whether they are held until the result has ended
 * @param annotation the annotation that counts
 * @param name how to name the method in messages
 */
record LimitedMethod(Method method, Limits limits, boolean hold, ThreadpoolLimits annotation, String name) {

    LimitedMethod reread(AnnotationReader reader) {
        return new LimitedMethod(method, reader.read(annotation, place(name)), hold, annotation, name);
    }

    /** How to name the annotation of a method in messages. */
    static String place(String method) {
        return "@ThreadpoolLimits on " + method;
    }
}
