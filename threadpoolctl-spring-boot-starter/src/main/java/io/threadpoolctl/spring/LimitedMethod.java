package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import java.lang.reflect.Method;

/**
 * What the annotation says about one method, ready for use.
 *
 * @param method the method whose body runs under the limits
 * @param limits what is asked for
 * @param annotation the annotation that counts
 * @param place how to name the annotation in a message
 */
record LimitedMethod(Method method, Limits limits, ThreadpoolLimits annotation, String place) {

    LimitedMethod reread(AnnotationReader reader) {
        return new LimitedMethod(method, reader.read(annotation, place), annotation, place);
    }
}
