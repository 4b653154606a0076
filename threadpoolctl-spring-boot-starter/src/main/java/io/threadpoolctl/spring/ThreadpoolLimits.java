package io.threadpoolctl.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.Ordered;

/**
 * Limits the threads that native libraries use for calls made by the annotated method, on the thread that runs it. Without
 * attributes it stands for {@code threadpoolctl.defaults.*}, and without these for one thread in every pool.
 *
 * <pre>{@code
 * @ThreadpoolLimits(blas = 1)              // at most one thread in BLAS
 * @ThreadpoolLimits(1)                     // every pool
 * @ThreadpoolLimits(value = 1, openmp = 2) // openmp two, every other one
 * @ThreadpoolLimits(blas = ThreadpoolLimits.SHARE)
 * @ThreadpoolLimits(profile = "inference") // threadpoolctl.profiles.inference.*
 * @ThreadpoolLimits(blasString = "${app.blas:1}")
 * @ThreadpoolLimits(libraries = @LibraryLimit(name = "libmkl_rt", threads = 2))
 * }</pre>
 *
 * <p>Attributes add up. Where several meet one library, a library by name is stronger than {@code blas} and {@code openmp},
 * and these are stronger than {@code value}; a number of the annotation replaces that of the profile for the same name.
 *
 * <p>It may stand on a method, on a class for all its methods, on an interface or its methods, and on another annotation.
 * What stands on a method replaces what stands on its class.
 *
 * <p><b>What it reaches.</b> Spring's proxies see calls from one bean to another, and of these not the private and final
 * methods. A call within one object, private, final and static methods, and objects that are no beans need load-time
 * weaving with {@link ThreadpoolLimitsAspect}, which in turn does not see annotations on interfaces; or call {@link
 * io.threadpoolctl.Threadpools#call} instead.
 *
 * <p>The limit holds until the method returns. What a returned future, stream or publisher does later is not limited:
 * annotate the method that computes, or have the limit held by {@link #hold()}. The limit is innermost: inside asynchronous execution, transactions, caching and
 * retries.
 *
 * <p>A value that is not possible is a startup failure.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Reflective
public @interface ThreadpoolLimits {

    /** A fair part of the processors: all of them for one caller, half of them each for two. */
    int SHARE = -1;

    /** As many threads as the JVM has processors: the container's quota, not the machine. */
    int AUTO = -2;

    /**
     * The order among other advice unless {@code threadpoolctl.aspect.order} says otherwise: the lowest precedence, that is
     * innermost, inside every other advice, whatever its order.
     */
    int ORDER = Ordered.LOWEST_PRECEDENCE;

    /** Not set. */
    int UNSET = Integer.MIN_VALUE;

    /** The most threads in every pool: 1 or more, {@link #SHARE} or {@link #AUTO}. */
    int value() default UNSET;

    /** The most threads in BLAS: 1 or more, {@link #SHARE} or {@link #AUTO}. Stronger than {@link #value()}. */
    int blas() default UNSET;

    /** The most threads in OpenMP: 1 or more, {@link #SHARE} or {@link #AUTO}. Stronger than {@link #value()}. */
    int openmp() default UNSET;

    /** Limits for single libraries. Stronger than {@link #blas()} and {@link #openmp()}. */
    LibraryLimit[] libraries() default {};

    /** The name of the limits below {@code threadpoolctl.profiles} to begin with. May be a placeholder. */
    String profile() default "";

    /** {@link #value()} as text: a number, {@code share}, {@code auto}, or a placeholder such as {@code ${app.threads:1}}. */
    String valueString() default "";

    /** {@link #blas()} as text: a number, {@code share}, {@code auto}, or a placeholder such as {@code ${app.blas:1}}. */
    String blasString() default "";

    /** {@link #openmp()} as text: a number, {@code share}, {@code auto}, or a placeholder such as {@code ${app.omp:1}}. */
    String openmpString() default "";

    /**
     * Whether the method calls BLAS from OpenMP regions of its own: one thread in BLAS then, unless that BLAS has OpenMP
     * threads itself and does so unasked.
     */
    boolean sequentialBlasUnderOpenmp() default false;

    /**
     * Whether the limit is held until the returned {@code CompletionStage} has completed, or while anybody is subscribed to
     * the returned {@code Mono} or {@code Flux}, at most for {@code threadpoolctl.aspect.hold-at-most}. Libraries with one
     * number for the process are held; for a number that belongs to the thread, Reactor's context carries the limit to
     * wherever context propagation is automatic.
     */
    boolean hold() default false;
}
