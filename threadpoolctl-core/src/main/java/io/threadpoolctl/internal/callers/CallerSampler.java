package io.threadpoolctl.internal.callers;

import io.threadpoolctl.NativeCallers;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;

/** Has Java's Flight Recorder take samples of threads in native code, for a while. */
public final class CallerSampler {

    private static final String EVENT = "jdk.NativeMethodSample";
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final int LOOK_MILLIS = 20;
    private static final int LATE_FLUSHES = 2;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Supplier<Set<Long>> limitedThreads;
    private final ConcurrentSkipListMap<Instant, Set<Long>> limited = new ConcurrentSkipListMap<>();
    private final AtomicInteger flushes = new AtomicInteger();
    private final CallerGroups groups = new CallerGroups(Thread.currentThread().getId());

    private CallerSampler(Supplier<Set<Long>> limitedThreads) {
        this.limitedThreads = limitedThreads;
    }

    /**
     * Samples, on a thread of its own.
     *
     * @param limitedThreads which threads have scopes open now
     * @param userApis those of the libraries that are loaded
     */
    public static NativeCallers sample(Duration duration, Supplier<Set<Long>> limitedThreads, Set<String> userApis) {
        CompletableFuture<NativeCallers> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(new CallerSampler(limitedThreads).run(duration, userApis));
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "threadpoolctl-callers");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "Java's Flight Recorder could not take samples of threads in native code: " + e.getCause(),
                    e.getCause());
        }
    }

    private NativeCallers run(Duration duration, Set<String> userApis) throws IOException {
        try (Selector selector = Selector.open();
                RecordingStream stream = new RecordingStream()) {
            stream.enable(EVENT).withPeriod(PERIOD);
            stream.onEvent(EVENT, this::add);
            stream.onFlush(flushes::incrementAndGet);
            stream.startAsync();
            waitInNativeCode(selector, duration.toNanos(), Integer.MAX_VALUE);
            waitInNativeCode(selector, PATIENCE_NANOS, flushes.get() + LATE_FLUSHES); // samples come by the second
        }
        synchronized (groups) {
            Set<ClassLoader> loaders = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getContextClassLoader)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            return new NativeCallers(duration, groups.samples(), groups.callers(userApis, new Annotatable(loaders)));
        }
    }

    /** So that this thread is the one by which the {@link CallerGroups} tell rounds. */
    private void waitInNativeCode(Selector selector, long nanos, int untilFlushes) throws IOException {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end && flushes.get() < untilFlushes) {
            limited.put(Instant.now(), limitedThreads.get());
            limited.headMap(Instant.now().minus(KEPT)).clear();
            selector.select(LOOK_MILLIS);
        }
    }

    private void add(RecordedEvent event) {
        RecordedThread thread = event.getThread("sampledThread");
        RecordedStackTrace stack = event.getStackTrace();
        if (thread == null || stack == null) {
            return;
        }
        List<Frames.Frame> frames = stack.getFrames().stream()
                .map(frame -> new Frames.Frame(
                        frame.getMethod().getType().getName(), frame.getMethod().getName()))
                .toList();
        long number = thread.getJavaThreadId();
        synchronized (groups) {
            groups.add(number, new Frames(frames), wasLimited(number, event.getStartTime()));
        }
    }

    private boolean wasLimited(long thread, Instant time) {
        Map.Entry<Instant, Set<Long>> before = limited.floorEntry(time);
        return before != null && before.getValue().contains(thread);
    }
}
