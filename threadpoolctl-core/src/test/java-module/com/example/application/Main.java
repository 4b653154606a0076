package com.example.application;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.stream.Collectors;

/** Loads the libraries given, prints all pools, and again under a limit. */
public final class Main {

    private Main() {}

    public static void main(String[] libraries) throws ReflectiveOperationException, InterruptedException {
        for (String library : libraries) {
            System.load(library);
        }
        Threadpools pools = Threadpools.ofProcess();
        System.out.println("core: " + Threadpools.class.getModule());
        System.out.println("problem: " + pools.problem());
        print("found", pools);
        pools.run(Limits.all(1), () -> print("limited", pools));
        Runnable onVirtualThread = () -> pools.run(Limits.all(1), () -> print("limited on a virtual thread", pools));
        if (Runtime.version().feature() >= 21) {
            Thread virtual = (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, onVirtualThread);
            virtual.join();
        }
        pools.warnings().forEach(warning -> System.out.println("warning: " + warning.message()));
    }

    private static void print(String when, Threadpools pools) {
        System.out.println(
                when + ": " + pools.info().stream().map(Main::text).sorted().collect(Collectors.joining(", ")));
    }

    private static String text(LibraryInfo library) {
        return library.internalApi() + " " + library.numThreads();
    }
}
