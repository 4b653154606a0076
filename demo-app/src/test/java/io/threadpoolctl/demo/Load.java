package io.threadpoolctl.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts a running demo under load and prints the ways of limiting side by side, as a Markdown table. The rounds of the
 * ways are interleaved and the median round counts, so that a machine that gets busy meanwhile is unfair to none. One
 * file without dependencies: {@code load.sh} runs it from source.
 */
final class Load {

    static final String USAGE = """
            usage: load.sh [--url=http://127.0.0.1:8080] [--clients=1,2,8,32] [--rounds=3] [--seconds=5]
                           [--requests=2000] [--patience=60] [--rank=40]
              --url       a running demo on this machine; start it with --threadpoolctl.process.blas=8 for a wide pool
              --clients   how many requests are under way at once, one line of the table each
              --rounds    rounds of each way of limiting; the median counts
              --seconds   after this time of a round no new request is sent
              --requests  at most so many requests a round
              --patience  seconds to wait for the last answers of a round
              --rank      the rank to compress the sample picture to""";

    private static final List<Mode> MODES = List.of(
            new Mode("unlimited", "/compress/unlimited"),
            new Mode("limited", "/compress"),
            new Mode("share", "/compress/share"));

    private static final Duration DRAIN = Duration.ofMinutes(10);

    private final Options options;
    private final PrintStream progress;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private byte[] picture = {};

    Load(Options options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    public static void main(String[] args) throws InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        try {
            new Load(Options.parse(args), System.err).run(System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            System.exit(2);
        } catch (IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    void run(PrintStream out) throws InterruptedException {
        picture = exchange(get("/sample.png")).body();
        List<Mode> modes = MODES.stream().filter(this::offered).toList();
        progress.println("warming up");
        round(new Mode("warm-up", "/compress"), 2);
        describePool().ifPresent(pool -> out.println(pool + System.lineSeparator()));
        out.println(header(modes));
        for (int clients : options.clients()) {
            out.println(row(clients, measure(modes, clients)));
        }
    }

    private List<Round> measure(List<Mode> modes, int clients) throws InterruptedException {
        List<List<Round>> rounds =
                modes.stream().map(mode -> (List<Round>) new ArrayList<Round>()).toList();
        for (int i = 0; i < options.rounds() * modes.size(); i++) {
            int turn = (i + i / modes.size()) % modes.size(); // each round another one is the first
            Round round = round(modes.get(turn), clients);
            rounds.get(turn).add(round);
            progress.println(clients + " clients, " + modes.get(turn).name() + ": " + round.cell());
        }
        return rounds.stream().map(Round::median).toList();
    }

    private Round round(Mode mode, int clients) throws InterruptedException {
        Queue<Double> latencies = new ConcurrentLinkedQueue<>();
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(options.requests());
        ExecutorService threads = Executors.newFixedThreadPool(clients, Load::daemon);
        long start = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            threads.execute(() -> {
                try {
                    while (failures.isEmpty() && since(start) < options.seconds() && left.getAndDecrement() > 0) {
                        long sent = System.nanoTime();
                        exchange(compress(mode));
                        latencies.add(since(sent));
                    }
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            });
        }
        threads.shutdown();
        boolean complete = threads.awaitTermination(options.seconds() + options.patience(), TimeUnit.SECONDS);
        Round round = Round.of(latencies, since(start));
        if (!complete) {
            drain(threads);
        }
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        return round;
    }

    /**
     * Lets the service finish what nobody waits for any more, lest it disturbs the next round. A limited request beside
     * it helps: the limit holds for the whole process, so the late ones no longer fight each other.
     */
    private void drain(ExecutorService late) throws InterruptedException {
        progress.println("waiting for late answers");
        long start = System.nanoTime();
        while (!late.awaitTermination(10, TimeUnit.MILLISECONDS)) {
            exchange(compress(MODES.get(1)));
            if (since(start) > DRAIN.toSeconds()) {
                throw new IllegalStateException("The service is still busy after " + DRAIN.toMinutes()
                        + " minutes of waiting. Restart it, and use fewer --clients.");
            }
        }
    }

    private boolean offered(Mode mode) {
        HttpRequest options =
                request(mode.path()).method("OPTIONS", BodyPublishers.noBody()).build();
        return send(options).statusCode() == 200;
    }

    private Optional<String> describePool() {
        HttpResponse<byte[]> response = send(get("/actuator/threadpools"));
        String json = new String(response.body(), StandardCharsets.UTF_8);
        Matcher pool = Pattern.compile("\"baseline\":(\\d+)").matcher(json);
        Matcher processors = Pattern.compile("\"available\":(\\d+)").matcher(json);
        return pool.find() && processors.find()
                ? Optional.of(
                        "Pool of " + pool.group(1) + " threads, " + processors.group(1) + " processors available.")
                : Optional.empty();
    }

    private HttpRequest get(String path) {
        return request(path).build();
    }

    private HttpRequest compress(Mode mode) {
        return request(mode.path() + "?rank=" + options.rank())
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(picture))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(options.url().resolve(path));
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(request.uri() + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + request.uri() + ". Is the demo running? (" + e + ")", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String header(List<Mode> modes) {
        StringBuilder header = new StringBuilder("| clients |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Mode mode : modes) {
            header.append(' ').append(mode.name()).append(" |");
            rule.append("---|");
        }
        header.append(" limited / unlimited |");
        rule.append("---|");
        if (modes.size() == MODES.size()) {
            header.append(" share / better of the two |");
            rule.append("---|");
        }
        return "Requests a second (median latency)" + System.lineSeparator() + System.lineSeparator() + header
                + System.lineSeparator() + rule;
    }

    private static String row(int clients, List<Round> rounds) {
        StringBuilder row = new StringBuilder("| " + clients + " |");
        rounds.forEach(round -> row.append(' ').append(round.cell()).append(" |"));
        double unlimited = rounds.get(0).rate();
        double limited = rounds.get(1).rate();
        row.append(ratio(limited, unlimited));
        if (rounds.size() == MODES.size()) {
            row.append(ratio(rounds.get(2).rate(), Math.max(unlimited, limited)));
        }
        return row.toString();
    }

    private static String ratio(double rate, double other) {
        return other == 0 ? " none answered |" : String.format(Locale.ROOT, " %.2f |", rate / other);
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static Thread daemon(Runnable client) {
        Thread thread = new Thread(client, "load");
        thread.setDaemon(true);
        return thread;
    }

    /** One way of limiting. */
    record Mode(String name, String path) {}

    /** What one round came to; without an answer the rate is 0 and the latency infinite. */
    record Round(double rate, double latency) {

        static Round of(Queue<Double> latencies, double seconds) {
            double[] sorted =
                    latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double median = sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[sorted.length / 2];
            return new Round(sorted.length / seconds, median);
        }

        static Round median(List<Round> rounds) {
            double[] rates = rounds.stream().mapToDouble(Round::rate).sorted().toArray();
            double[] latencies =
                    rounds.stream().mapToDouble(Round::latency).sorted().toArray();
            return new Round(rates[rates.length / 2], latencies[latencies.length / 2]);
        }

        String cell() {
            return rate == 0
                    ? "none answered"
                    : String.format(
                            Locale.ROOT, rate < 10 ? "%.2f (%,.0f ms)" : "%.1f (%,.0f ms)", rate, latency * 1e3);
        }
    }

    /** What was asked for on the command line. */
    record Options(URI url, List<Integer> clients, int rounds, int seconds, int requests, int patience, int rank) {

        static Options parse(String... args) {
            Map<String, String> given = new HashMap<>(Map.of(
                    "--url", "http://127.0.0.1:8080",
                    "--clients", "1,2,8,32",
                    "--rounds", "3",
                    "--seconds", "5",
                    "--requests", "2000",
                    "--patience", "60",
                    "--rank", "40"));
            for (String arg : args) {
                String[] parts = arg.split("=", 2);
                if (parts.length != 2 || given.replace(parts[0], parts[1]) == null) {
                    throw new IllegalArgumentException("Unknown option: " + arg);
                }
            }
            return new Options(
                    loopback(value(given, "--url")),
                    Arrays.stream(value(given, "--clients").split(","))
                            .map(number -> number("--clients", number, 256))
                            .toList(),
                    number("--rounds", value(given, "--rounds"), 99),
                    number("--seconds", value(given, "--seconds"), 600),
                    number("--requests", value(given, "--requests"), 100_000),
                    number("--patience", value(given, "--patience"), 600),
                    number("--rank", value(given, "--rank"), 512));
        }

        private static String value(Map<String, String> given, String option) {
            return given.getOrDefault(option, "");
        }

        private static int number(String option, String text, int highest) {
            if (text.matches("[1-9]\\d{0,8}") && Integer.parseInt(text) <= highest) {
                return Integer.parseInt(text);
            }
            throw new IllegalArgumentException(option + " is '" + text + "'; allowed is 1 to " + highest);
        }

        /** Load is for one's own machine only. */
        private static URI loopback(String text) {
            try {
                URI url = URI.create(text);
                if ("http".equals(url.getScheme())
                        && url.getHost() != null
                        && Stream.of(InetAddress.getAllByName(url.getHost()))
                                .allMatch(InetAddress::isLoopbackAddress)) {
                    return url;
                }
            } catch (IllegalArgumentException | UnknownHostException e) {
                throw new IllegalArgumentException(refusal(text), e);
            }
            throw new IllegalArgumentException(refusal(text));
        }

        private static String refusal(String text) {
            return "--url is '" + text + "'; allowed is http:// and an address of this machine, such as"
                    + " http://127.0.0.1:8080";
        }
    }
}
