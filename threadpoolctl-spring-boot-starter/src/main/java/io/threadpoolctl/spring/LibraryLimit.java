package io.threadpoolctl.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The limit of one library, as part of {@link ThreadpoolLimits#libraries()}. */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LibraryLimit {

    /** Prefix, internal API or file path of the library, such as {@code libmkl_rt}. May be a placeholder. */
    String name();

    /** The most threads: 1 or more, {@link ThreadpoolLimits#SHARE} or {@link ThreadpoolLimits#AUTO}. */
    int threads() default ThreadpoolLimits.UNSET;

    /** {@link #threads()} as text: a number, {@code share}, {@code auto}, or a placeholder. */
    String threadsString() default "";
}
