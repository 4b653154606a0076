package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.apache.catalina.Context;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Web applications in one Tomcat, each with a copy of the core among its own libraries, and one OpenBLAS for all. */
@Timeout(240)
@Tag("long")
class WebApplicationsTests {

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void twoAgreeOnOneNumberThroughAReloadAndNothingStaysBehind(String binding) {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String directory = Scratch.newDirectory("tomcat").toString();
        jvm(binding).run(() -> {
            NativeCode blas = NativeCode.load(openblas);
            IntSupplier threads = blas.intGetter("openblas_get_num_threads");
            blas.function("openblas_set_num_threads").invokeVoid(new Object[] {6});
            try (WebServer server = WebServer.start(Path.of(directory))) {
                Context one = deploy(server, "/one", directory);
                Context two = deploy(server, "/two", directory);
                HeldRequest first = hold(server, one, 1);
                assertThat(threads.getAsInt()).isEqualTo(1);
                HeldRequest second = hold(server, two, 3);
                assertThat(threads.getAsInt()).isEqualTo(1);
                assertThat(first.end()).isEqualTo("ParallelWebappClassLoader");
                assertThat(threads.getAsInt()).isEqualTo(3);

                one.reload();
                assertThat(threads.getAsInt()).isEqualTo(3);
                HeldRequest third = hold(server, one, 2);
                assertThat(threads.getAsInt()).isEqualTo(2);
                assertThat(second.end()).isEqualTo("ParallelWebappClassLoader");
                assertThat(threads.getAsInt()).isEqualTo(2);
                third.end();
                assertThat(threads.getAsInt()).isEqualTo(6);

                server.undeploy(two);
                HeldRequest fourth = hold(server, one, 2);
                assertThat(threads.getAsInt()).isEqualTo(2);
                fourth.end();
                assertThat(threads.getAsInt()).isEqualTo(6);
                server.undeploy(one);
                awaitNoLeaks(server);
                assertThat(server.complaints()).isEmpty();
                assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("threadpoolctl"));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whatAnUndeployedOneHadAskedForIsGivenUp(String binding) {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String directory = Scratch.newDirectory("tomcat").toString();
        jvm(binding).run(() -> {
            NativeCode blas = NativeCode.load(openblas);
            IntSupplier threads = blas.intGetter("openblas_get_num_threads");
            blas.function("openblas_set_num_threads").invokeVoid(new Object[] {6});
            try (WebServer server = WebServer.start(Path.of(directory))) {
                Context one = deploy(server, "/one", directory);
                Context two = deploy(server, "/two", directory);
                HeldRequest.ask(server.address(one) + "/leave?threads=2");
                HeldRequest first = hold(server, one, 1);
                HeldRequest second = hold(server, two, 3);
                server.undeploy(one); // which waits for the request, but not for good
                assertThat(threads.getAsInt()).isEqualTo(1);
                first.end();
                assertThat(threads.getAsInt()).isEqualTo(2);
                awaitNoLeaks(server);
                while (threads.getAsInt() != 3) {
                    HeldRequest.ask(server.address(two) + "/nested?threads=4");
                }
                second.end();
                assertThat(threads.getAsInt()).isEqualTo(6);
            }
        });
    }

    /** Tomcat's own start script opens these packages, to find what applications leave behind; soft caches hold to the last. */
    private static NativeJvm jvm(String binding) {
        return NativeJvm.plain()
                .property("threadpoolctl.binding", binding)
                .option("-XX:SoftRefLRUPolicyMSPerMB=0")
                .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .option("--add-opens=java.base/java.lang.ref=ALL-UNNAMED")
                .option("--add-opens=java.base/java.util=ALL-UNNAMED")
                .option("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED")
                .option("--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED")
                .killedAfter(Duration.ofMinutes(3));
    }

    private static Context deploy(WebServer server, String path, String directory) throws Exception {
        return server.deploy(path, WebApplication.writeTo(Path.of(directory + path)));
    }

    private static HeldRequest hold(WebServer server, Context application, int threads) throws Exception {
        return HeldRequest.send(server.address(application) + "/hold?threads=" + threads);
    }

    private static void awaitNoLeaks(WebServer server) {
        while (!server.leaks().isEmpty()) {
            LockSupport.parkNanos(10_000_000); // not to take the processor from others while JNA's cleaner lingers
        }
    }
}
