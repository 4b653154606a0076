package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On recorded texts: libomp 14 and libiomp5 of MKL 2025.3 on Linux, and what {@code %p} gives on Windows. */
class KmpRegistrationTests {

    private static final String TEXT = "0x7f9a5ba5b980-cafe4264-libomp.so.5";
    private static final long ADDRESS = 0x7f9a5ba5b980L;
    private static final long LIBRARY = 0x7f9a5b940000L;
    private static final Map<Long, Long> MEMORY = Map.of(ADDRESS, 0xcafe4264L);

    @ParameterizedTest
    @ValueSource(strings = {TEXT, "00007F9A5BA5B980-cafe4264-libiomp5md.dll", "0x7f9a5ba5b980-cafe4264-a-b.so"})
    void whoeverIsRegisteredOwnsTheAddress(String text) {
        assertThat(owner(MEMORY, text)).isEqualTo(LIBRARY);
    }

    @Test
    void withoutATextNobodyIsRegistered() {
        assertThat(owner(MEMORY)).isEqualTo(KmpRegistration.NOBODY);
    }

    /** Left behind by a process of the same number: nothing lies there now, or something else does. */
    @Test
    void aTextWhoseAddressSomethingElseHasIsNotBelieved() {
        assertThat(owner(MEMORY, "0x7f0000001000-cafe4264-libomp.so.5")).isEqualTo(KmpRegistration.NOBODY);
        assertThat(owner(Map.of(ADDRESS, 0L), TEXT)).isEqualTo(KmpRegistration.NOBODY);
        assertThat(owner(Map.of(ADDRESS, 0xcafe4265L), TEXT)).isEqualTo(KmpRegistration.NOBODY);
    }

    @Test
    void besideATextThatWasLeftBehindAnotherMayBeTrue() {
        assertThat(owner(MEMORY, "0x7f0000001000-cafe4264-libomp.so.5", TEXT)).isEqualTo(LIBRARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "0x7f9a5ba5b980", "0x7f9a5ba5b980-", "libomp-cafe-x", "0x1ffffffffffffffff-1-x"})
    void aTextThatCannotBeReadIsSomebodys(String text) {
        assertThat(owner(MEMORY, text)).isEqualTo(KmpRegistration.UNKNOWN);
    }

    /** A {@code long} has 64 bits on Linux and 32 on Windows. */
    @Test
    void theUpperHalfOfTheValueDoesNotCount() {
        assertThat(owner(Map.of(ADDRESS, 0x12345678_cafe4264L), TEXT)).isEqualTo(LIBRARY);
    }

    private static long owner(Map<Long, Long> memory, String... texts) {
        return new KmpRegistration(
                        () -> List.of(texts),
                        address -> memory.containsKey(address) ? LIBRARY : 0,
                        address -> memory.getOrDefault(address, 0L))
                .owner();
    }
}
