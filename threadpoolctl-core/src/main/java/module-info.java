/**
 * Finds the native thread pools of the running process (OpenBLAS, MKL, OpenMP and their like) and limits them.
 *
 * <pre>{@code
 * Threadpools pools = Threadpools.ofProcess();
 * double[] solution = pools.call(Limits.blas(1), () -> solve(matrix));
 * }</pre>
 *
 * <table>
 *   <caption>Where to look</caption>
 *   <tr><th>to</th><th>see</th></tr>
 *   <tr><td>limit a call, a section of code, a thread or the process</td><td>{@link io.threadpoolctl.Threadpools}</td></tr>
 *   <tr><td>say how many threads, and in which libraries</td><td>{@link io.threadpoolctl.Limits}</td></tr>
 *   <tr><td>know what is loaded</td><td>{@link io.threadpoolctl.LibraryInfo}, {@link io.threadpoolctl.PoolState}</td></tr>
 *   <tr><td>hand limits over to other threads</td><td>{@link io.threadpoolctl.CapturedLimits}</td></tr>
 *   <tr><td>run tasks on workers that live under limits</td><td>{@link io.threadpoolctl.concurrent.ThreadPool}</td></tr>
 *   <tr><td>limit a native library of one's own</td><td>{@link io.threadpoolctl.spi.LibraryFamily}</td></tr>
 * </table>
 *
 * <p>The annotation is in {@code threadpoolctl-spring-boot-starter}, the endpoint in {@code threadpoolctl-actuator},
 * assertions for tests in {@code threadpoolctl-test}.
 */
@SuppressWarnings("requires-automatic") // JNA's usual jar has a module name, but no descriptor
module io.threadpoolctl.core {
    requires com.sun.jna;
    requires org.slf4j;
    requires static java.management;
    requires static jdk.jfr;
    requires static transitive org.jspecify;

    exports io.threadpoolctl;
    exports io.threadpoolctl.concurrent;
    exports io.threadpoolctl.spi;

    // JNA finds the callback of pinned calls by reflection.
    opens io.threadpoolctl.internal.binding to
            com.sun.jna;

    uses io.threadpoolctl.spi.LibraryFamily;
}
