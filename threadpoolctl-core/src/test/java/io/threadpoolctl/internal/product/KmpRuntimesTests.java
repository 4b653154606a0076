package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which runtimes are called, on recorded symbols: real ones are tried in JVMs of their own. */
@Timeout(30)
class KmpRuntimesTests {

    private static final String GETTER = "omp_get_max_threads";
    private static final String DEFAULTS = "kmp_set_defaults";

    private final AtomicLong registered = new AtomicLong(KmpRegistration.NOBODY);
    private final KmpRuntimes onLinux = runtimes(true);
    private final KmpRuntimes onWindows = runtimes(false);
    private final AtomicInteger known = new AtomicInteger();
    private final RecordedLibrary first = runtime("C:\\llvm\\libomp140.x86_64.dll", known);
    private final RecordedLibrary second = runtime("C:\\intel\\libiomp5md.dll", new AtomicInteger());

    @Test
    void oneThatIsAloneIsCalled() {
        ThreadControl control = recognise(first, onWindows);
        assertThat(control.settable()).isTrue();
        assertThat(control.threads()).isEqualTo(7);
        assertThat(control.details()).isEmpty();
    }

    @Test
    void oneThatIsAloneIsNotCalledWhereSomebodyElseIsRegistered() {
        ThreadControl control = recognise(first, onWindows);
        for (long other : new long[] {0x7000, KmpRegistration.UNKNOWN}) {
            registered.set(other);
            assertIsAsleep(control, first);
        }
        registered.set(KmpRegistration.NOBODY);
        assertThat(control.threads()).isEqualTo(7);
    }

    @Test
    void ofTwoTheOneThatKnowsThreadsIsCalled() {
        ThreadControl one = recognise(first, onWindows);
        ThreadControl other = recognise(second, onWindows);
        assertIsAsleep(one, first);
        assertIsAsleep(other, second);
        known.set(1);
        assertThat(one.settable()).isTrue();
        known.set(0);
        assertThat(one.threads()).as("once used, always used").isEqualTo(7);
        assertIsAsleep(other, second);
    }

    @Test
    void ofTwoTheOneThatIsRegisteredIsCalledOnceSomebodyHasLooked() {
        ThreadControl one = recognise(first, onWindows);
        ThreadControl other = recognise(second, onWindows);
        registered.set(second.base);
        assertIsAsleep(one, first);
        assertThat(other.settable()).as("told for next to nothing").isFalse();
        assertThat(other.threads()).isEqualTo(7);
        assertThat(other.settable()).isTrue();
    }

    @Test
    void whatNobodyMayCallIsNotLimited() {
        ThreadControl one = recognise(first, onWindows);
        recognise(second, onWindows);
        assertThatThrownBy(() -> one.limit(1)).isInstanceOf(IllegalStateException.class);
        assertIsAsleep(one, first);
    }

    /** GNU's stands any number of others beside it. */
    @Test
    void aRuntimeOfAnotherKindDoesNotCount() {
        ThreadControl gnu = recognise(
                new RecordedLibrary("/lib/libgomp.so.1", "omp_set_num_threads").with(GETTER, none -> 5), onLinux);
        ThreadControl llvm = recognise(first, onLinux);
        assertThat(gnu.threads()).isEqualTo(5);
        assertThat(llvm.threads()).isEqualTo(7);
    }

    @Test
    void aLibraryOnARuntimeIsGuardedByWhatItDependsOn() {
        RecordedLibrary library = new RecordedLibrary("/lib/libx.so").dependingOn(first);
        ThreadControl guarded = OnRuntime.guarded(new Counted(), library, onLinux);
        onLinux.see(second);
        assertThat(guarded.settable()).isFalse();
        assertThat(guarded.threads()).isNull();
        assertThat(guarded.details()).isEqualTo(Map.of("asleep", true));
        known.set(1);
        assertThat(guarded.settable()).isTrue();
        assertThat(guarded.threads()).isEqualTo(3);
        ThreadControl free = new Counted();
        assertThat(OnRuntime.guarded(free, new RecordedLibrary("/lib/liby.so"), onLinux))
                .isSameAs(free);
    }

    /** Windows does not tell what a library depends on, so all runtimes have to be in use. */
    @Test
    void whereNobodyTellsWhatALibraryDependsOnEveryRuntimeCounts() {
        ThreadControl guarded = OnRuntime.guarded(new Counted(), new RecordedLibrary("C:\\x.dll"), onWindows);
        assertThat(guarded.threads()).isEqualTo(3);
        onWindows.see(first);
        assertThat(guarded.threads()).isEqualTo(3);
        onWindows.see(second);
        assertThat(guarded.threads()).isNull();
        known.set(1);
        assertThat(guarded.threads()).isNull();
    }

    /** Whoever adds a method to the interface is reminded that the guard has to hand it on. */
    @Test
    void theGuardHandsOnEverything() {
        List<String> handedOn = Arrays.stream(OnRuntime.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertThat(ThreadControl.class.getMethods())
                .filteredOn(method -> !method.getDeclaringClass().equals(Object.class))
                .extracting(Method::getName)
                .allMatch(handedOn::contains);
    }

    /** {@code libiomp5md.dll} exports vcomp's entry point as well. */
    @Test
    void vcompIsToldByItsEntryPointUnlessItIsIntels() {
        String[] vcomp = {GETTER, "omp_set_num_threads", "_vcomp_fork"};
        assertThat(recognise(new RecordedLibrary("C:\\vcomp140.dll", vcomp), onWindows)
                        .reach())
                .isEqualTo(Reach.PROCESS);
        RecordedLibrary intel = runtime("C:\\libiomp5md.dll", known).with("_vcomp_fork", none -> 0);
        assertThat(recognise(intel, onWindows).reach()).isEqualTo(Reach.THREAD);
    }

    private static void assertIsAsleep(ThreadControl control, RecordedLibrary library) {
        int before = library.calls(GETTER) + library.calls("omp_set_num_threads") + library.calls(DEFAULTS);
        assertThat(control.settable()).isFalse();
        assertThat(control.threads()).isNull();
        assertThat(control.setProcessDefault(2)).isFalse();
        assertThat(control.details()).isEqualTo(Map.of("asleep", true));
        assertThat(library.calls(GETTER) + library.calls("omp_set_num_threads") + library.calls(DEFAULTS))
                .isEqualTo(before)
                .isZero();
    }

    private KmpRuntimes runtimes(boolean dependenciesAreSeen) {
        return new KmpRuntimes(RecordedLibrary::at, registered::get, name -> null, dependenciesAreSeen);
    }

    private static ThreadControl recognise(RecordedLibrary library, KmpRuntimes runtimes) {
        runtimes.see(library);
        ThreadControl control = new OpenMp(runtimes).recognise(library);
        assertThat(control).isNotNull();
        return control;
    }

    private static RecordedLibrary runtime(String path, AtomicInteger known) {
        return new RecordedLibrary(path, "omp_set_num_threads", DEFAULTS, "__kmpc_fork_call")
                .with(GETTER, none -> 7)
                .with("__kmpc_global_num_threads", pointer -> known.get());
    }

    private static final class Counted implements ThreadControl {

        @Override
        public Reach reach() {
            return Reach.PROCESS;
        }

        @Override
        public Integer threads() {
            return 3;
        }

        @Override
        public long limit(int threads) {
            return 3;
        }

        @Override
        public void restore(long replaced) {}
    }
}
