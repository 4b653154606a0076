package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.threadpoolctl.natives.BrokenClass;
import io.threadpoolctl.natives.NativeJvm;
import io.threadpoolctl.natives.NativeJvm.Outcome;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lincheck over {@link LedgerOperations}, {@link CapOperations} and {@link PinOperations}, in JVMs of their own since it rewrites classes. {@code
 * -Dthreadpoolctl.lincheck.iterations=N} tries so many scenarios of each kind instead of the few of the default build.
 *
 * <p>Each guard is seen red in every build: the last test breaks a line of the ledger's source and expects to be told.
 */
@Tag("long")
@Timeout(600)
class LincheckTests {

    private static final String ITERATIONS = "threadpoolctl.lincheck.iterations";

    @Test
    void noInterleavingOfAFewStepsBreaksTheLedger() {
        jvm().run(LincheckTests::checkModel);
    }

    @Test
    void noRaceBreaksTheLedger() {
        jvm().run(() -> stress(LedgerOperations.class, 5000));
    }

    @ParameterizedTest
    @MethodSource
    void aBrokenLedgerIsFoundOut(String type, String right, String wrong) {
        Outcome outcome = jvm().withClassPath(
                        BrokenClass.compile("io.threadpoolctl.internal.ledger." + type, right, wrong))
                .outcome(LincheckTests::checkModel);
        assertThat(outcome.exitCode()).as(outcome.output()).isOne();
        assertThat(outcome.output()).contains("early, late, too wide: should be");
    }

    @Test
    void noOrderOfCapsThreadsAndTheirEndBreaksTheLedger() {
        jvm().run(() -> stress(CapOperations.class, 200));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ThreadValue | smaller(smaller(threads, cap), limit) | smaller(threads, limit)
            Owners | int scopes = owner.abandon(); | int scopes = 0;
            """)
    void capsThatAreOverlookedAndTheDeadWhoGoOnAskingAreFoundOut(String type, String right, String wrong) {
        Outcome outcome = jvm().withClassPath(
                        BrokenClass.compile("io.threadpoolctl.internal.ledger." + type, right, wrong))
                .outcome(() -> stress(CapOperations.class, 200));
        assertThat(outcome.exitCode()).as(outcome.output()).isOne();
        assertThat(outcome.output()).contains("process, wrong: should be");
    }

    @Test
    void noOrderOfPinsBreaksTheirCount() {
        jvm().run(LincheckTests::checkPins);
    }

    @Test
    void pinsThatAreCountedOneTooLateAreFoundOut() {
        Outcome outcome = jvm().withClassPath(BrokenClass.compile(
                        "io.threadpoolctl.internal.ledger.Pins",
                        "int others = now.getAndIncrement();",
                        "int others = now.get(); now.getAndIncrement();"))
                .outcome(LincheckTests::checkPins);
        assertThat(outcome.exitCode()).as(outcome.output()).isOne();
        assertThat(outcome.output()).contains("too many 1");
    }

    /** The first of them in the default build, all where more iterations are asked for. */
    static Stream<Arguments> aBrokenLedgerIsFoundOut() {
        Stream<Arguments> all = Stream.of(
                arguments("Requesters", "return witness == stripe && count(stripe) == 0;", "return false;"),
                arguments(
                        "Requesters",
                        "compareAndSet(this, known, stripe)",
                        "compareAndSet(this, known, stripe) || true"),
                arguments("ProcessRequest", "value.isInForceFor(joined.number) && (joined.wasKnown()", "(true"),
                arguments("ProcessValue", "inForce.set(DECIDING);", ""));
        return System.getProperty(ITERATIONS) == null ? all.limit(1) : all;
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain()
                .fullyCompiled()
                .property("org.slf4j.simpleLogger.defaultLogLevel", "error")
                .property(ITERATIONS, System.getProperty(ITERATIONS, "5"))
                .killedAfter(Duration.ofMinutes(9));
    }

    private static void checkModel() {
        model().iterations(0)
                .invocationsPerIteration(500)
                .addCustomScenario(closedByItsOwnerAndByAnotherWhileAThirdHolds())
                .addCustomScenario(closedWhileAnotherAsksForMore())
                .addCustomScenario(bothLeave())
                .check(LedgerOperations.class);
        model().iterations(Integer.getInteger(ITERATIONS))
                .invocationsPerIteration(200)
                .check(LedgerOperations.class);
    }

    /** The second comes by what is in force, which the first is about to take back. */
    private static ExecutionScenario closedWhileAnotherAsksForMore() {
        Actor open = actor(LedgerOperations.class, "open", 1);
        Actor more = actor(LedgerOperations.class, "open", 2);
        Actor close = actor(LedgerOperations.class, "closeNewest");
        return new ExecutionScenario(
                List.of(), List.of(List.of(open, close), List.of(more, close, more)), List.of(), null);
    }

    /** The first hands over to the second, which is leaving. */
    private static ExecutionScenario bothLeave() {
        Actor open = actor(LedgerOperations.class, "open", 1);
        Actor hold = actor(LedgerOperations.class, "hold", 1);
        Actor close = actor(LedgerOperations.class, "closeNewest");
        Actor end = actor(LedgerOperations.class, "endTheNewestHold");
        return new ExecutionScenario(List.of(open, hold), List.of(List.of(close), List.of(end)), List.of(), null);
    }

    /** Chance seldom comes upon it: the first thread holds the value, so the second comes and goes by its shortcut. */
    private static ExecutionScenario closedByItsOwnerAndByAnotherWhileAThirdHolds() {
        Actor open = actor(LedgerOperations.class, "open", 1);
        Actor close = actor(LedgerOperations.class, "closeNewest");
        return new ExecutionScenario(
                List.of(open),
                List.of(List.of(actor(LedgerOperations.class, "closeNewestOfAnother")), List.of(open, close, open)),
                List.of(),
                null);
    }

    private static Actor actor(Class<?> operations, String operation, Object... arguments) {
        Method method = Stream.of(operations.getMethods())
                .filter(each -> each.getName().equals(operation))
                .findFirst()
                .orElseThrow();
        return new Actor(method, List.of(arguments));
    }

    private static ModelCheckingOptions model() {
        return new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(2)
                .actorsAfter(0)
                .verifier(EpsilonVerifier.class) // what is right is said by the operations' own validation
                .minimizeFailedScenario(false)
                .addGuarantee(forClasses(
                                Selection.class.getName(),
                                Warnings.class.getName(),
                                ForgottenScopes.class.getName(),
                                ScopeTimer.class.getName())
                        .allMethods()
                        .treatAsAtomic());
    }

    private static void checkPins() {
        Actor pin = actor(PinOperations.class, "pin");
        model().iterations(0)
                .invocationsPerIteration(3000)
                .addCustomScenario(
                        new ExecutionScenario(List.of(), List.of(List.of(pin), List.of(pin)), List.of(), null))
                .check(PinOperations.class);
        model().iterations(Integer.getInteger(ITERATIONS))
                .invocationsPerIteration(200)
                .check(PinOperations.class);
    }

    /** In real threads: a cap looks at what a new one sees, which takes its time, and which the model knows no order of. */
    private static void stress(Class<?> operations, int invocations) {
        new StressOptions()
                .minimizeFailedScenario(false)
                .iterations(Integer.getInteger(ITERATIONS))
                .invocationsPerIteration(invocations)
                .threads(4)
                .actorsPerThread(4)
                .actorsBefore(2)
                .actorsAfter(0)
                .verifier(EpsilonVerifier.class) // what is right is said by the operations' own validation
                .check(operations);
    }
}
