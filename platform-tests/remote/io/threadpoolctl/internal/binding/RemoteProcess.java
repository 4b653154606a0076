package io.threadpoolctl.internal.binding;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The process of {@code helper.c}: a connection, and so a native thread there, for each thread here. */
public final class RemoteProcess {

    private static final int PORT = Integer.getInteger("remote.port");
    private static final ThreadLocal<RemoteProcess> OWN = ThreadLocal.withInitial(RemoteProcess::new);

    private static final Set<Long> ANSWERING = ConcurrentHashMap.newKeySet();

    private final Socket socket;
    private final long task;
    private final DataInputStream answers;
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();

    private RemoteProcess() {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
            socket.setTcpNoDelay(true);
            answers = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            task = add('T').number();
            ANSWERING.add(task);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no helper process at port " + PORT, e);
        }
    }

    /** The address of a symbol, 0 if there is none; see {@code F} there. */
    public static long find(String library, String symbol) {
        return own('F').text(library).text(symbol).number();
    }

    /** The path of the library with this handle. */
    public static String path(long handle) {
        return own('N').add(handle).textAnswer();
    }

    /** Makes the calling thread's connection if it has none. */
    public static void connect() {
        OWN.get();
    }

    /** Whether a thread there, by its number in Linux, waits for requests or answers one that computes nothing. */
    public static boolean isAnswering(long task) {
        return ANSWERING.contains(task);
    }

    /** Has the calling thread's native thread multiply; whether the product is right. */
    public static boolean multiply(long cblasDgemm, int size) {
        RemoteProcess process = own('D').add(cblasDgemm).add(size);
        ANSWERING.remove(process.task);
        try {
            return process.number() == 1;
        } finally {
            ANSWERING.add(process.task);
        }
    }

    /** How wide a parallel region of the calling thread's native thread is. */
    public static int region(long gompParallel) {
        return (int) own('G').add(gompParallel).number();
    }

    /** Calls a function with numbers, texts and buffers, which it may write to. */
    public static long call(long function, Object... arguments) {
        RemoteMemory.push();
        RemoteProcess process = own('C').add(function).add(arguments.length);
        byte[][] memory = new byte[arguments.length][];
        for (int i = 0; i < arguments.length; i++) {
            memory[i] = memory(arguments[i]);
            if (memory[i] == null) {
                process.add('I').add(((Number) arguments[i]).longValue());
            } else {
                process.add('B').bytes(memory[i]);
            }
        }
        long result = process.number();
        for (int i = 0; i < arguments.length; i++) {
            if (memory[i] != null) {
                byte[] written = process.answer(memory[i].length);
                if (arguments[i] instanceof ByteBuffer buffer) {
                    buffer.put(0, written);
                }
            }
        }
        RemoteMemory.pull(arguments);
        return result;
    }

    private static byte[] memory(Object argument) {
        if (argument instanceof String text) {
            return (text + '\0').getBytes(StandardCharsets.UTF_8);
        }
        if (argument instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.capacity()];
            buffer.get(0, bytes);
            return bytes;
        }
        return null;
    }

    static byte[] read(long address, int size) {
        return own('R').add(address).add(size).answer(size);
    }

    static void write(long address, byte[] bytes) {
        own('W').add(address).bytes(bytes).number();
    }

    static String string(long address) {
        RemoteMemory.push();
        return address == 0 ? null : own('S').add(address).textAnswer();
    }

    private static RemoteProcess own(char request) {
        return OWN.get().add(request);
    }

    private RemoteProcess add(char letter) {
        request.write(letter);
        return this;
    }

    private RemoteProcess add(int value) {
        request.writeBytes(ordered(Integer.BYTES).putInt(value).array());
        return this;
    }

    private RemoteProcess add(long value) {
        request.writeBytes(ordered(Long.BYTES).putLong(value).array());
        return this;
    }

    private RemoteProcess text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private RemoteProcess bytes(byte[] bytes) {
        add(bytes.length);
        request.writeBytes(bytes);
        return this;
    }

    private long number() {
        return ByteBuffer.wrap(answer(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private String textAnswer() {
        int length = ByteBuffer.wrap(answer(Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return new String(answer(length), StandardCharsets.UTF_8);
    }

    private byte[] answer(int size) {
        try {
            if (request.size() > 0) {
                socket.getOutputStream().write(request.toByteArray());
                request.reset();
            }
            byte[] bytes = new byte[size];
            answers.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("The helper process does not answer any more.", e);
        }
    }

    private static ByteBuffer ordered(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
