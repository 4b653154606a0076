package io.threadpoolctl.workloads;

/** One call into a library, made by one caller again and again. */
@FunctionalInterface
interface Call {

    void run() throws Exception;
}
