package io.threadpoolctl.actuate;

import java.util.function.Supplier;

/** Tells what the application is configured to do; it may change while the application runs. */
@FunctionalInterface
interface CurrentConfiguration extends Supplier<Configured> {}
