package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every way into native code that this Java has, for tests that hold for all of them. */
enum Binding {
    JNA(Linkers.JNA),
    JNA_BY_LIBFFI(Linkers.JNA),
    FFM(Linkers.FFM);

    private static final @Nullable FfiShapes SHAPES = FfiShapes.create(new JnaLinker()::find);

    private final String property;

    Binding(String property) {
        this.property = property;
    }

    static Stream<Binding> here() {
        return Stream.of(values())
                .filter(binding -> binding != FFM || Runtime.version().feature() >= 22)
                .filter(binding -> binding != JNA_BY_LIBFFI || SHAPES != null);
    }

    /** The values of the system property with which a JVM like this one can be started. */
    static Stream<String> properties() {
        return here().map(binding -> binding.property).distinct();
    }

    Linker linker() {
        return Linkers.choose(property);
    }

    NativeFunction function(long address) {
        return switch (this) {
            case JNA -> new JnaFunction(address);
            case JNA_BY_LIBFFI -> new FfiFunction(address, Objects.requireNonNull(SHAPES));
            case FFM -> linker().function(address);
        };
    }
}
