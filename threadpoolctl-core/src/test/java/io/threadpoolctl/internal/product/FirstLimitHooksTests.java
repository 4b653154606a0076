package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.FirstLimitHook;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FirstLimitHooksTests {

    private final List<String> problems = new ArrayList<>();
    private final List<String> run = new ArrayList<>();

    /** Two runtimes of LLVM's kind are loaded, and the library has one that nobody has used. */
    @ParameterizedTest
    @ValueSource(strings = {"_ZN2at15get_num_threadsEv", "?get_num_threads@at@@YAHXZ"})
    void pyTorchIsNotCalledAsLongAsItsRuntimeMayNotBe(String getter) {
        KmpRuntimes runtimes = new KmpRuntimes(RecordedLibrary::at, () -> KmpRegistration.NOBODY, name -> null, true);
        AtomicInteger known = new AtomicInteger();
        RecordedLibrary omp = new RecordedLibrary("/lib/libomp.so.5", "__kmpc_fork_call")
                .with("__kmpc_global_num_threads", pointer -> known.get());
        RecordedLibrary torch = new RecordedLibrary("/lib/libtorch_cpu.so", getter).dependingOn(omp);
        FirstLimitHooks hooks = new FirstLimitHooks(problems::add);
        runtimes.see(omp);
        runtimes.see(new RecordedLibrary("/lib/libiomp5.so", "__kmpc_fork_call"));
        hooks.see(torch, torch, List.of(), runtimes);
        assertThat(hooks.run(0)).isZero();
        assertThat(torch.calls(getter)).isZero();
        known.set(1);
        assertThat(hooks.run(0)).isEqualTo(1);
        assertThat(torch.calls(getter)).isEqualTo(1);
        assertThat(hooks.run(1)).isEqualTo(1);
        assertThat(torch.calls(getter)).isEqualTo(1);
    }

    @Test
    void familiesOfOnesOwnMayHaveHooksAndOneThatFailsHoldsUpNobody() {
        Catalogue catalogue = new Catalogue(problems::add);
        catalogue.register(new Family("good", () -> run.add("good")));
        catalogue.register(new Family("odd", () -> {
            throw new IllegalStateException("not today");
        }));
        RecordedLibrary library = new RecordedLibrary("/lib/libself.so");
        assertThat(catalogue.recognise(library)).as("no pool").isNull();
        assertThat(catalogue.recognise(library)).as("asked again").isNull();
        FirstLimitHooks hooks = catalogue.firstLimitHooks();
        assertThat(hooks.areFor(library)).isTrue();
        assertThat(hooks.areFor(new RecordedLibrary("/lib/libother.so"))).isFalse();
        assertThat(run).isEmpty();
        assertThat(hooks.run(0)).isEqualTo(2);
        assertThat(run).containsExactly("good");
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("/lib/libself.so", "not today"));
        catalogue.recognise(new RecordedLibrary("/lib/libself.so.2"));
        assertThat(hooks.run(2)).as("loaded later").isEqualTo(4);
        assertThat(run).containsExactly("good", "good");
    }

    @Test
    void aFamilyThatFailsWhenAskedForItsHookIsReported() {
        Catalogue catalogue = new Catalogue(problems::add);
        catalogue.register(new Family("odd", null));
        assertThat(catalogue.recognise(new RecordedLibrary("/lib/libself.so"))).isNull();
        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).contains("/lib/libself.so", Family.class.getName(), "out of order"));
        assertThat(catalogue.firstLimitHooks().run(0)).isZero();
    }

    private record Family(String internalApi, @Nullable FirstLimitHook hook) implements LibraryFamily {

        @Override
        public UserApi userApi() {
            return new UserApi("self");
        }

        @Override
        public List<String> prefixes() {
            return List.of("libself");
        }

        @Override
        public @Nullable ThreadControl recognise(LoadedLibrary library) {
            return null;
        }

        @Override
        public @Nullable FirstLimitHook firstLimitHook(LoadedLibrary library) {
            if (hook == null) {
                throw new IllegalStateException("out of order");
            }
            return library.fileName().startsWith("libself") ? hook : null;
        }
    }
}
