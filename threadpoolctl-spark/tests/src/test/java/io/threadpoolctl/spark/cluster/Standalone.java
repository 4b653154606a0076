package io.threadpoolctl.spark.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A master and workers of Spark, each a process and each worker on an address of its own, all on this machine. */
final class Standalone implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");

    private final List<SparkProcess> processes = new ArrayList<>();
    private String master = "";

    private Standalone() {}

    /** Starts a cluster whose workers have a core each, and waits until all are there. */
    static Standalone start(int workers) {
        Standalone cluster = new Standalone();
        try {
            SparkProcess master = cluster.add(SparkProcess.start(
                    "org.apache.spark.deploy.master.Master",
                    List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")));
            cluster.master = master.await(STARTED).group(1);
            for (int i = 1; i <= workers; i++) {
                SparkProcess worker = cluster.add(SparkProcess.start(
                        "org.apache.spark.deploy.worker.Worker",
                        List.of(
                                "--host",
                                "127.0.0." + i,
                                "--port",
                                "0",
                                "--webui-port",
                                "0",
                                "--cores",
                                "1",
                                "--memory",
                                "1g",
                                "--work-dir",
                                Path.of("target", "worker" + i).toAbsolutePath().toString(),
                                cluster.master)));
                worker.await(REGISTERED);
            }
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private SparkProcess add(SparkProcess process) {
        processes.add(process);
        return process;
    }

    /** For {@code spark.master}. */
    String master() {
        return master;
    }

    @Override
    public void close() {
        processes.forEach(SparkProcess::close);
    }
}
