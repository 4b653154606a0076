package io.threadpoolctl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever passes {@code null} is told where, at once and not when something is run later. */
class NullArgumentsTests {

    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(Action.class, (Action<Object, RuntimeException>) () -> ""),
            Map.entry(Callable.class, (Callable<Object>) () -> ""),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(Executor.class, (Executor) Runnable::run),
            Map.entry(ExecutorService.class, ForkJoinPool.commonPool()),
            Map.entry(Function.class, Function.identity()),
            Map.entry(Limits.class, Limits.none()),
            Map.entry(Predicate.class, (Predicate<Object>) any -> true),
            Map.entry(Runnable.class, (Runnable) () -> {}),
            Map.entry(String.class, "test"),
            Map.entry(Supplier.class, (Supplier<Object>) () -> ""),
            Map.entry(ThreadFactory.class, (ThreadFactory) Thread::new));

    @ParameterizedTest(name = "{0}, parameter {1}")
    @MethodSource("parameters")
    void nullIsRefusedWithTheNameOfTheParameter(Method method, int parameter) {
        Parameter[] parameters = method.getParameters();
        Object[] arguments = IntStream.range(0, parameters.length)
                .mapToObj(i -> i == parameter ? null : sample(parameters[i].getType()))
                .toArray();
        String name = parameters[parameter].getName();
        assertThatThrownBy(() -> method.invoke(target(method), arguments))
                .hasCauseInstanceOf(NullPointerException.class)
                .cause()
                .hasMessage(name);
    }

    static List<Arguments> parameters() {
        return Stream.of(Threadpools.class, Limits.class, CapturedLimits.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
                .filter(method -> !method.getName().equals("equals"))
                .flatMap(method -> IntStream.range(0, method.getParameterCount())
                        .filter(i -> !method.getParameterTypes()[i].isPrimitive())
                        .mapToObj(i -> Arguments.of(method, i)))
                .toList();
    }

    private static @Nullable Object target(Method method) {
        Class<?> type = method.getDeclaringClass();
        return type == Threadpools.class
                ? Threadpools.ofProcess()
                : type == Limits.class ? Limits.none() : new CapturedLimits(List.of(), List.of());
    }

    private static @Nullable Object sample(Class<?> type) {
        return type == int.class ? Integer.valueOf(1) : SAMPLES.get(type);
    }
}
