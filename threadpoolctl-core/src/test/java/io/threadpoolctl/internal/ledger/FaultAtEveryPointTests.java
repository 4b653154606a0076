package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.faults.FaultLoader;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The stack or the heap is full at every single call and allocation of the core's own code, one after the other. */
@Tag("long")
@Timeout(300)
class FaultAtEveryPointTests {

    private static final FaultLoader COPY = FaultLoader.atEveryStep();

    static Stream<Arguments> everyOperation() {
        return FaultyOperations.all().keySet().stream()
                .flatMap(operation -> Stream.of(1, 8).map(width -> Arguments.of(operation, width)));
    }

    @ParameterizedTest(name = "{0}, {1} in a row")
    @MethodSource("everyOperation")
    @SuppressWarnings("unchecked") // it is the method above, in another copy
    void everythingIsAtItsBaselineAtTheLatestAfterTheNextLookAndTheNextEntry(String operation, int width)
            throws Exception {
        Class<?> run = COPY.loadClass(FaultyRun.class.getName());
        Object made = run.getConstructor(String.class).newInstance(operation);
        Supplier<Error> error = () -> new StackOverflowError("on purpose");
        List<String> wrong = (List<String>)
                run.getMethod("failAtEveryPoint", int.class, Supplier.class).invoke(made, width, error);
        int rounds = (int) run.getMethod("rounds").invoke(made);
        System.out.println("Faults: " + operation + ": " + rounds + " rounds, " + width + " errors in a row");
        assertThat(wrong).isEmpty();
        assertThat(rounds).isPositive();
    }
}
