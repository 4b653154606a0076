package io.threadpoolctl.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has a request done inside another JVM. */
final class Attachment {

    private static final int SECONDS = 60;
    private static final int POLL_MILLIS = 50;

    private Attachment() {}

    /**
     * Attaches, has the request done, and leaves.
     *
     * @return the answer
     * @throws NotPossibleException if it cannot be done; the message says why
     * @throws IllegalArgumentException if what was requested is wrong; the message says what is allowed
     */
    static Map<String, Object> request(long pid, Properties request) {
        JvmProcess process = JvmProcess.attachable(pid);
        requireAttachApi();
        try (Exchange exchange = Exchange.with(process, request)) {
            load(process, exchange);
            await(process, exchange, Long.parseLong(request.getProperty(Visit.SECONDS, "0")));
            return read(pid, exchange);
        } catch (IOException e) {
            throw new NotPossibleException("Process " + pid + " cannot be reached: " + e + ".", e);
        }
    }

    private static void requireAttachApi() {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new NotPossibleException("This Java (" + System.getProperty("java.home")
                    + ") has no Attach API, the module jdk.attach; run threadpoolctl with a JDK.");
        }
    }

    /** On a thread of its own: a JVM that stands still never answers. */
    private static void load(JvmProcess process, Exchange exchange) {
        long pid = process.pid();
        CompletableFuture<Boolean> loaded = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    FirstAttach first = FirstAttach.to(process);
                    try {
                        AttachApi.loadAgent(pid, exchange);
                        loaded.complete(true);
                    } catch (Throwable e) {
                        loaded.completeExceptionally(e);
                    } finally {
                        first.close();
                    }
                },
                "attach");
        thread.setDaemon(true);
        thread.start();
        try {
            loaded.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            throw new NotPossibleException("Process " + pid + " did not answer within " + SECONDS + " seconds.", e);
        } catch (ExecutionException e) {
            throw notLoaded(pid, e.getCause() == null ? e : e.getCause());
        }
    }

    private static NotPossibleException notLoaded(long pid, Throwable reason) {
        String message = String.valueOf(reason.getMessage());
        if (message.contains("Dynamic agent loading is not enabled")) {
            return new NotPossibleException(
                    "Process " + pid
                            + " was started with -XX:-EnableDynamicAgentLoading; start it with -XX:+EnableDynamicAgentLoading"
                            + " for threadpoolctl to enter it.",
                    reason);
        }
        if (message.contains("java.instrument")) {
            return new NotPossibleException(
                    "Process " + pid
                            + " runs on a Java without the module java.instrument, by which threadpoolctl enters it;"
                            + " start it on a Java that has it.",
                    reason);
        }
        return new NotPossibleException(
                "Process " + pid + " does not let itself be attached to: " + message + ".", reason);
    }

    /** What takes its time is answered when it is over, and not to whoever attaches. */
    private static void await(JvmProcess process, Exchange exchange, long seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds == 0 ? 0 : seconds + SECONDS);
        while (exchange.answer() == null && exchange.failure() == null && System.nanoTime() < end) {
            if (ProcessHandle.of(process.pid()).isEmpty()) {
                throw new NotPossibleException("Process " + process.pid() + " has ended meanwhile.");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Map<String, Object> read(long pid, Exchange exchange) throws IOException {
        String answer = exchange.answer();
        if (answer == null) {
            String failure = exchange.failure();
            throw new NotPossibleException("Process " + pid + " could not do it: "
                    + (failure == null
                            ? "it gave no answer."
                            : failure.lines().findFirst().orElse("") + "."));
        }
        Map<String, Object> result = JSON.std.mapFrom(answer);
        if (result.get(Visit.USAGE) instanceof String usage) {
            throw new IllegalArgumentException(usage);
        }
        if (result.get(Visit.PROBLEM) instanceof String problem) {
            throw new NotPossibleException("Process " + pid + ": " + problem);
        }
        return result;
    }
}
