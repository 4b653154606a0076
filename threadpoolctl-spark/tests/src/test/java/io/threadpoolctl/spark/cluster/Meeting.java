package io.threadpoolctl.spark.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where tasks, in whatever JVM, tell a test that they have come so far, and wait for it. */
final class Meeting implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 120_000;

    private final ServerSocket door;
    private final List<Socket> waiting = new ArrayList<>();

    Meeting() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            door.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For tasks. */
    int port() {
        return door.getLocalPort();
    }

    /** Waits for a task; what it says. */
    int await() {
        try {
            Socket task = door.accept();
            waiting.add(task);
            return Integer.parseInt(
                    new BufferedReader(new InputStreamReader(task.getInputStream(), StandardCharsets.UTF_8))
                            .readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets all tasks go on that have come. */
    void letGo() {
        try {
            for (Socket task : waiting) {
                task.close();
            }
            waiting.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        letGo();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the test a number. In a task. */
    static void tell(int port, int number) {
        try (Socket test = connect(port, number)) {
            test.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the test a number and waits until it is let go; no interrupt ends that. In a task. */
    static void tellAndWait(int port, int number) {
        try (Socket test = connect(port, number)) {
            while (test.getInputStream().read() >= 0) {
                // until the other end is closed
            }
        } catch (IOException letGo) {
            // as good as the end
        }
    }

    private static Socket connect(int port, int number) throws IOException {
        Socket test = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = test.getOutputStream();
        out.write((number + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return test;
    }
}
