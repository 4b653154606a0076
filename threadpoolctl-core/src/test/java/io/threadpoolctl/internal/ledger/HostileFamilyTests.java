package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.TestThreadpools;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.Catalogue;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Families of one's own that fail in every method, in every way, or call back. */
@Timeout(60)
class HostileFamilyTests {

    private static final int BASELINE = 8;

    private final Warnings warnings = new Warnings();
    private final CatalogueSource source = new CatalogueSource(
            new Catalogue(problem -> warnings.add(Warning.Kind.NOT_EXAMINED, null, problem, problem)));
    private final Threadpools pools = TestThreadpools.over(new Ledger(source, warnings));
    private final FakeProcessControl neighbour = new FakeProcessControl(BASELINE);
    private final FakeProcessControl late = new FakeProcessControl(BASELINE);
    private int bodies;

    /** What a method may do instead of what it should. */
    private static Map<String, Runnable> deeds() {
        Map<String, Runnable> deeds = new LinkedHashMap<>();
        deeds.put("IllegalStateException", () -> sneak(new IllegalStateException("on purpose")));
        deeds.put("Exception, undeclared", () -> sneak(new Exception("on purpose")));
        deeds.put("Throwable, undeclared", () -> sneak(new Throwable("on purpose")));
        deeds.put("InterruptedException, undeclared", () -> sneak(new InterruptedException("on purpose")));
        deeds.put("AssertionError", () -> sneak(new AssertionError("on purpose")));
        deeds.put("UnsatisfiedLinkError", () -> sneak(new UnsatisfiedLinkError("on purpose")));
        deeds.put("OutOfMemoryError", () -> sneak(new OutOfMemoryError("on purpose")));
        deeds.put("ThreadDeath", () -> sneak(new ThreadDeath()));
        deeds.put("an exception that cannot be told", () -> sneak(new Untold()));
        deeds.put("a call that never ends", HostileFamilyTests::recurse);
        return deeds;
    }

    static Stream<Arguments> everyMethodAndDeed() {
        return HostileFamily.METHODS.stream()
                .flatMap(method -> deeds().keySet().stream()
                        .flatMap(deed -> Stream.of(Reach.PROCESS, Reach.THREAD)
                                .map(reach -> Arguments.of(method, deed, reach))));
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @MethodSource("everyMethodAndDeed")
    void aFamilyThatFailsSpoilsNobodyElseAndIsToldOnce(String method, String deed, Reach reach) {
        HostileFamily hostile = new HostileFamily(method, Objects.requireNonNull(deeds().get(deed)), reach);
        useEverythingBeside(hostile);
        assertThat(told(method)).hasSize(hostile.calls() == 0 || method.equals("equals") ? 0 : 1);
        assertThat(Thread.interrupted()).isEqualTo(deed.startsWith("Interrupted") && hostile.calls() > 0);
    }

    static Stream<Arguments> everyMethod() {
        return HostileFamily.METHODS.stream()
                .flatMap(method -> Stream.of(Reach.PROCESS, Reach.THREAD).map(reach -> Arguments.of(method, reach)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everyMethod")
    void aFamilyThatCallsBackSpoilsNobodyElse(String method, Reach reach) {
        useEverythingBeside(new HostileFamily(
                method,
                () -> {
                    pools.info();
                    pools.snapshot();
                    pools.names();
                    pools.run(Limits.all(3), pools::refresh);
                    pools.limit(Limits.share()).close();
                    pools.cap(Limits.all(5)).close();
                },
                reach));
        assertThat(told(method)).hasSizeLessThanOrEqualTo(1);
    }

    private List<String> told(String method) {
        return warnings.all().stream()
                .map(Warning::message)
                .filter(message -> message.contains(HostileFamily.class.getName()) && message.contains(method + "()"))
                .toList();
    }

    private void useEverythingBeside(HostileFamily hostile) {
        pools.register(new Neighbour("neighbour", neighbour));
        pools.register(new Neighbour("late", late));
        source.load("/opt/libneighbour.so");
        pools.register(hostile);
        source.load("/opt/libhostile.so");
        source.load("/opt/libhostile2.so");
        useEverything(neighbour);
        source.load("/opt/liblate.so");
        useEverything(neighbour, late);
        ThreadpoolsSnapshot end = pools.snapshot();
        assertThat(end.openScopes()).isZero();
        assertThat(end.pools().stream().map(PoolState::library).map(LibraryInfo::prefix))
                .contains("libneighbour", "liblate");
        assertThat(bodies).isEqualTo(2 * 5);
    }

    private void useEverything(FakeProcessControl... others) {
        pools.run(Limits.all(1), () -> body(1, others));
        pools.run(Limits.all(2), () -> {
            body(2, others);
            pools.run(Limits.all(1), () -> body(1, others));
        });
        try (LimitScope scope = pools.limit(Limits.all(1))) {
            body(1, others);
            assertThat(scope.original()).containsEntry(UserApi.BLAS, BASELINE);
        }
        try (LimitScope cap = pools.cap(Limits.all(2));
                LimitScope limit = pools.limitProcess(Limits.all(3))) {
            assertThat(cap.original()).containsKey(UserApi.BLAS);
            assertThat(limit.original()).containsKey(UserApi.BLAS);
            body(2, others);
            pools.limitThread();
        }
        pools.limitThread();
        pools.run(Limits.share(), () -> assertThat(pools.snapshot().pools()).isNotEmpty());
        assertThat(pools.info()).extracting(LibraryInfo::prefix).contains("libneighbour");
        assertThat(pools.names()).contains("neighbour", "libneighbour", "openblas");
        assertThat(others).extracting(FakeProcessControl::threads).containsOnly(BASELINE);
    }

    private void body(int threads, FakeProcessControl... others) {
        bodies++;
        assertThat(others).extracting(FakeProcessControl::threads).containsOnly(threads);
    }

    @SuppressWarnings("unchecked") // erased, which is the trick
    private static <X extends Throwable> void sneak(Throwable throwable) throws X {
        throw (X) throwable;
    }

    private static void recurse() {
        recurse(0);
    }

    @SuppressWarnings("InfiniteRecursion") // on purpose
    private static int recurse(int depth) {
        return 1 + recurse(depth + 1);
    }

    private static final class Untold extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new AssertionError("on purpose");
        }
    }

    /** A family that behaves, of one library. */
    private record Neighbour(String internalApi, ThreadControl control) implements LibraryFamily {

        @Override
        public UserApi userApi() {
            return UserApi.BLAS;
        }

        @Override
        public List<String> prefixes() {
            return List.of("lib" + internalApi);
        }

        @Override
        public @Nullable ThreadControl recognise(LoadedLibrary library) {
            return library.fileName().equals("lib" + internalApi + ".so") ? control : null;
        }
    }
}
