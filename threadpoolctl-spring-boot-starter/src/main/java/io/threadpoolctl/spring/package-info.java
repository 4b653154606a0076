/**
 * Limits on Spring beans: the annotation {@link io.threadpoolctl.spring.ThreadpoolLimits} and {@code threadpoolctl.*} of
 * {@code application.yml}.
 *
 * <ul>
 *   <li>An annotation is resolved once per method and class to an immutable record with ready limits.
 *   <li>One interceptor opens the scope, proceeds and closes. Calls to beans reach it through Spring's proxies, everything
 *       else through {@link io.threadpoolctl.spring.ThreadpoolLimitsAspect} and load-time weaving.
 *   <li>{@link io.threadpoolctl.spring.ConfiguredLimits} is what {@code application.yml} asks for.
 * </ul>
 */
@NullMarked
package io.threadpoolctl.spring;

import org.jspecify.annotations.NullMarked;
