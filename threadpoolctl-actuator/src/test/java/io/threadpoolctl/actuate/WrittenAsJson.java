package io.threadpoolctl.actuate;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

/** What Jackson calls of the records that the endpoints answer with; it does so by names. */
final class WrittenAsJson {

    private WrittenAsJson() {}

    static Stream<Method> accessors() {
        return Stream.of(
                        ThreadpoolsDescriptor.class,
                        ThreadpoolsDescriptor.Processors.class,
                        ThreadpoolsDescriptor.Scopes.class,
                        ThreadpoolsDescriptor.Cap.class,
                        ThreadpoolsDescriptor.Pins.class,
                        ThreadpoolsDescriptor.Pool.class,
                        CallersDescriptor.class,
                        Problem.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getAccessor);
    }
}
