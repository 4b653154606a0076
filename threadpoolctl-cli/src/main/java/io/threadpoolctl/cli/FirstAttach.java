package io.threadpoolctl.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lets one tool at a time attach to a JVM that does not listen yet. Who attaches first wakes it by SIGQUIT; to a second
 * signal, which comes when it has just begun to listen, a JVM answers by printing all its threads into its own output.
 *
 * <p>Where the file for it cannot be had, as when it is another user's, nobody waits.
 */
final class FirstAttach {

    private final @Nullable Path file;
    private final @Nullable FileChannel channel;

    private FirstAttach(@Nullable Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Waits until no other tool is attaching for the first time. */
    static FirstAttach to(JvmProcess process) {
        if (process.isListening()) {
            return new FirstAttach(null, null);
        }
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "threadpoolctl-" + process.pid() + ".lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            channel.lock(); // kept until the channel is closed, or this tool is killed
            return new FirstAttach(file, channel);
        } catch (IOException | UnsupportedOperationException e) {
            closeQuietly(channel);
            return new FirstAttach(null, null);
        }
    }

    /** The file goes as well: whoever makes another one meanwhile finds a JVM that listens. */
    void close() {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // an empty file stays with the temporary ones
            }
        }
        closeQuietly(channel);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // the system closes it with this tool
            }
        }
    }
}
