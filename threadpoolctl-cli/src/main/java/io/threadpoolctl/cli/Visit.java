package io.threadpoolctl.cli;

import io.threadpoolctl.CapInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.Warning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this tool does inside another JVM, where the agent calls it: does what was requested, writes the answer, and says
 * whether it has to stay because it holds caps.
 */
public final class Visit implements Function<String, Boolean> {

    static final String COMMAND = "command";
    static final String LIMITS = "limits";
    static final String ORIGIN = "origin";
    static final String SECONDS = "seconds";
    static final String USAGE = "usage";
    static final String PROBLEM = "problem";

    /** How soon a library that is loaded later comes under the caps. */
    private static final Duration WATCH_PERIOD = Duration.ofMillis(250);

    private final Map<String, LimitScope> caps = new TreeMap<>();
    private @Nullable Registration watch;
    private int sampling;

    /** For the agent. */
    public Visit() {}

    /** @param directory that of the {@link Exchange}, as this JVM sees it */
    @Override
    public synchronized Boolean apply(String directory) {
        // What a library keeps for each thread would stay for as long as the thread, and the one that calls is the
        // JVM's.
        join(start(() -> perform(Path.of(directory))));
        leaveIfDone();
        return !caps.isEmpty();
    }

    private static Thread start(Runnable action) {
        Thread thread = new Thread(action, "threadpoolctl");
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader()); // threads of the JDK's would inherit ours
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void perform(Path directory) {
        try {
            Properties request = new Properties();
            try (InputStream in = Files.newInputStream(directory.resolve(Exchange.REQUEST))) {
                request.load(in);
            }
            String seconds = request.getProperty(SECONDS);
            if (seconds == null) {
                write(directory, answer(request));
            } else {
                sampling++;
                start(() -> sample(directory, Duration.ofSeconds(Long.parseLong(seconds))));
            }
        } catch (IOException theToolIsGone) {
            // so nobody reads what happened; caps stay as they are
        }
    }

    /** Not while the agent is waited for: until it is through, nobody else can attach. */
    private void sample(Path directory, Duration duration) {
        try {
            write(directory, SampledCallers.of(Threadpools.ofProcess(), duration));
        } catch (IOException theToolIsGone) {
            // so nobody reads it
        } finally {
            synchronized (this) {
                sampling--;
                leaveIfDone();
            }
        }
    }

    private void leaveIfDone() {
        if (caps.isEmpty() && sampling == 0) {
            Leaving.now();
        }
    }

    private Map<String, Object> answer(Properties request) {
        Threadpools pools = Threadpools.ofProcess();
        ThreadpoolsSnapshot before = pools.snapshot();
        if (pools.problem().isPresent()) {
            return Map.of(PROBLEM, String.valueOf(pools.problem().get().getMessage()));
        }
        try {
            switch (request.getProperty(COMMAND)) {
                case "limit" -> limit(pools, request);
                case "release" -> release();
                default -> {
                    return state(before);
                }
            }
        } catch (IllegalArgumentException e) {
            return Map.of(USAGE, String.valueOf(e.getMessage()));
        }
        return state(pools.snapshot());
    }

    /** Replaces caps of the same names, without a moment in which there is none. */
    private void limit(Threadpools pools, Properties request) {
        Map<String, Limits> wanted = new LinkedHashMap<>();
        for (String each : request.getProperty(LIMITS).split(",", -1)) {
            Limits limits = RequestedLimit.of(each);
            pools.check(limits);
            wanted.put(limits.asMap().keySet().iterator().next(), limits);
        }
        wanted.forEach((name, limits) -> {
            LimitScope old = caps.put(name, pools.cap(limits, request.getProperty(ORIGIN)));
            if (old != null) {
                old.close();
            }
        });
        if (watch == null) {
            watch = pools.watch(WATCH_PERIOD);
        }
    }

    private void release() {
        caps.values().forEach(LimitScope::close);
        caps.clear();
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private static Map<String, Object> state(ThreadpoolsSnapshot snapshot) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("available_processors", snapshot.availableProcessors());
        List<Map<String, @Nullable Object>> pools = new ArrayList<>();
        for (PoolState pool : snapshot.pools()) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>(Entry.of(pool.library()));
            entry.put("cap", pool.cap());
            pools.add(entry);
        }
        state.put("pools", pools);
        List<Map<String, Object>> caps = new ArrayList<>();
        for (CapInfo cap : snapshot.caps()) {
            cap.limits().asMap().forEach((name, number) -> {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("name", name);
                entry.put("num_threads", number);
                entry.put("origin", cap.origin());
                entry.put("since", cap.since());
                caps.add(entry);
            });
        }
        state.put("caps", caps);
        state.put("warnings", snapshot.warnings().stream().map(Warning::message).toList());
        return state;
    }

    /** In one step, since the tool looks for it. */
    private static void write(Path directory, Map<String, ? extends @Nullable Object> answer) throws IOException {
        Path unfinished = directory.resolve(Exchange.ANSWER + ".part");
        Files.writeString(unfinished, JsonText.of(answer));
        Files.move(unfinished, directory.resolve(Exchange.ANSWER), StandardCopyOption.ATOMIC_MOVE);
    }
}
