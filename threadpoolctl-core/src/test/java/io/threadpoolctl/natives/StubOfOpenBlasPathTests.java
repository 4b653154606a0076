package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Callback;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Through how many source files a limit goes from the door to the native setter, seen from a setter that is a stub. */
@Timeout(60)
class StubOfOpenBlasPathTests {

    /** With the annotation, its interceptor and its advisor they are twelve. */
    private static final int MOST_FILES = 9;

    /** A function for native code. */
    public interface Told extends Callback {

        /** Called by the setter. */
        void told();
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void aLimitPassesFewFilesAndComesBackToNone(String binding) {
        String stub = CStub.compile("calling_openblas.c", "libopenblas_calling.so");
        NativeJvm.plain().property("threadpoolctl.binding", binding).run(() -> {
            NativeCode library = NativeCode.load(stub);
            List<List<String>> paths = new ArrayList<>();
            Told told = () -> paths.add(StackWalker.getInstance()
                    .walk(frames -> frames.filter(StubOfOpenBlasPathTests::isOurs)
                            .map(StackFrame::getFileName)
                            .toList()));
            library.function("stub_tell").invokeVoid(new Object[] {told});
            Threadpools.ofProcess().run(Limits.blas(1), () -> {});
            assertThat(paths).hasSize(2);
            for (List<String> path : paths) {
                assertThat(path).last().isEqualTo("Threadpools.java");
                assertThat(changes(path)).as("files on the way: %s", path).hasSizeLessThanOrEqualTo(MOST_FILES);
                assertThat(changes(path)).as("files that are come back to").doesNotHaveDuplicates();
            }
        });
    }

    private static boolean isOurs(StackFrame frame) {
        String type = frame.getClassName();
        return type.startsWith("io.threadpoolctl.") && !type.startsWith("io.threadpoolctl.natives.");
    }

    /** The files of a stack, each once for as long as it is not left. */
    private static List<String> changes(List<String> path) {
        List<String> changes = new ArrayList<>();
        for (String file : path) {
            if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(file)) {
                changes.add(file);
            }
        }
        return changes;
    }
}
