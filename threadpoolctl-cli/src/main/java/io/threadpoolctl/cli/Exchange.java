package io.threadpoolctl.cli;

import io.threadpoolctl.agent.Agent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * A directory through which this tool and another JVM talk: the agent and the core go in with the request, the answer comes
 * out. It lies where the other JVM sees it, be it in a container, and is deleted when this tool is through.
 */
final class Exchange implements AutoCloseable {

    static final String REQUEST = "request";
    static final String ANSWER = "answer";
    private static final String FAILURE = "failure";
    private static final String AGENT_JAR = "agent.jar";
    private static final String CORE_JAR = "core.jar";
    private static final String NAME = "threadpoolctl-";

    private final Path directory;
    private final Path asTheTargetSeesIt;
    private final Thread atExit = new Thread(this::delete);

    private Exchange(Path directory, Path asTheTargetSeesIt) {
        this.directory = directory;
        this.asTheTargetSeesIt = asTheTargetSeesIt;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static Exchange with(JvmProcess process, Properties request) throws IOException {
        Path seen = process.temporaryFiles();
        Path directory = Files.createTempDirectory(process.fromHere(seen), NAME + process.pid() + "-");
        Exchange exchange =
                new Exchange(directory, seen.resolve(directory.getFileName().toString()));
        try {
            exchange.fill(request);
            process.giveTo(directory);
            return exchange;
        } catch (IOException | RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    private void fill(Properties request) throws IOException {
        CoreJar.writeTo(directory.resolve(CORE_JAR));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), Agent.class.getName());
        String agent = Agent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(directory.resolve(AGENT_JAR));
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream in = Agent.class.getResourceAsStream("/" + agent)) {
            if (in == null) {
                throw new IOException(agent + " is missing from this tool");
            }
            jar.putNextEntry(new ZipEntry(agent));
            in.transferTo(jar);
            jar.closeEntry();
        }
        try (Writer out = Files.newBufferedWriter(directory.resolve(REQUEST), StandardCharsets.UTF_8)) {
            request.store(out, null);
        }
    }

    String agentJar() {
        return asTheTargetSeesIt.resolve(AGENT_JAR).toString();
    }

    String place() {
        return asTheTargetSeesIt.toString();
    }

    /** The answer, {@code null} as long as there is none. */
    @Nullable
    String answer() throws IOException {
        return read(ANSWER);
    }

    /** The stack trace of what went wrong in the target, {@code null} if nothing did. */
    @Nullable
    String failure() throws IOException {
        return read(FAILURE);
    }

    private @Nullable String read(String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // it runs already
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // Windows keeps what the target has open; it is in the directory for temporary files
        }
    }
}
