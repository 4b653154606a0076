package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import java.lang.reflect.Method;

/**
 * What the annotation says about one method, ready for use.
 *
 * @param method the method whose body runs under the limits
 * @param limits what is asked for
 */
record LimitedMethod(Method method, Limits limits) {}
