package io.threadpoolctl.cli;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A program that computes in native libraries and answers questions about them, a line each. */
final class TargetMain {

    private static final int SIZE = 300;
    private static final int THREADS = 4;
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final AtomicLong PRODUCTS = new AtomicLong();

    private TargetMain() {}

    /**
     * Loads libraries and answers until its input ends.
     *
     * @param libraries paths: an OpenBLAS first, then a libgomp
     */
    public static void main(String[] libraries) throws IOException {
        Arrays.stream(libraries).forEach(System::load);
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(line, libraries));
        }
    }

    private static Object answer(String question, String[] libraries) {
        if (question.startsWith("load ")) {
            System.load(question.substring("load ".length()));
            return "loaded";
        }
        if (question.startsWith("blas of ")) {
            return function(question.substring("blas of ".length()), "openblas_get_num_threads")
                    .invokeInt(new Object[0]);
        }
        return switch (question) {
            case "blas" -> function(libraries[0], "openblas_get_num_threads").invokeInt(new Object[0]);
            case "openmp" -> openmp(libraries[1]);
            case "openmp of a new thread" ->
                CompletableFuture.supplyAsync(() -> openmp(libraries[1]), task -> new Thread(task).start())
                        .join();
            case "openmp in a scope of 3" -> OwnCore.inAScopeOfThree(() -> openmp(libraries[1]));
            case "caps" -> OwnCore.caps();
            case "work" -> work(libraries[0], solving -> solving);
            case "work in a scope" -> work(libraries[0], OwnCore::inAScope);
            case "products" -> PRODUCTS.get();
            default -> throw new IllegalArgumentException(question);
        };
    }

    private static int openmp(String library) {
        return function(library, "omp_get_max_threads").invokeInt(new Object[0]);
    }

    private static String work(String library, UnaryOperator<Runnable> around) {
        Function dgemm = function(library, "cblas_dgemm");
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(around.apply(() -> Solver.forever(dgemm)), "solver-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        return "working";
    }

    private static Function function(String library, String name) {
        return NativeLibrary.getInstance(library).getFunction(name);
    }

    /** What somebody may want to annotate. */
    static final class Solver {

        private Solver() {}

        static void forever(Function dgemm) {
            double[] a = new double[SIZE * SIZE];
            Arrays.fill(a, 1);
            double[] c = new double[SIZE * SIZE];
            while (true) {
                multiply(dgemm, a, c);
            }
        }

        static void multiply(Function dgemm, double[] a, double[] c) {
            dgemm.invoke(new Object[] {
                ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, SIZE, SIZE, SIZE, 1.0, a, SIZE, a, SIZE, 0.0, c, SIZE
            });
            if (c[0] != SIZE) {
                System.err.println("wrong: " + c[0]);
                Runtime.getRuntime().halt(3);
            }
            PRODUCTS.incrementAndGet();
        }
    }
}
