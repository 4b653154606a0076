package io.threadpoolctl.natives;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A request whose thread waits inside a scope of the web application that answers it. Loaded once, by the server's class loader,
 * where application and test meet.
 */
public final class HeldRequest {

    private static final Map<String, HeldRequest> ALL = new ConcurrentHashMap<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<HttpResponse<String>> answer;

    private HeldRequest(URI address) {
        ALL.put(address.toString(), this);
        answer = send(address);
    }

    /** Sends it and returns once its thread is inside the scope. */
    static HeldRequest send(String address) throws Exception {
        HeldRequest request = new HeldRequest(URI.create(address));
        CompletableFuture.anyOf(CompletableFuture.runAsync(() -> await(request.inside)), request.answer)
                .join();
        if (request.inside.getCount() != 0) {
            throw new AssertionError(request.answer.join().body());
        }
        return request;
    }

    /** The whole answer to a request that nobody holds. */
    static String ask(String address) {
        return send(URI.create(address)).join().body();
    }

    private static CompletableFuture<HttpResponse<String>> send(URI address) {
        return CLIENT.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    /** For the thread that answers it: waits until the test ends the request. */
    public static void hold(String address) {
        HeldRequest request = Objects.requireNonNull(ALL.get(address), address);
        request.inside.countDown();
        await(request.end);
    }

    /** Lets its thread leave the scope, and gives the answer. */
    String end() {
        end.countDown();
        return answer.join().body();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
