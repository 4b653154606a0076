package com.example.application;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;

/** Takes Java's own library, which every process with a JVM has loaded, for one with a pool of four. */
public final class JavaItself implements LibraryFamily {

    @Override
    public UserApi userApi() {
        return new UserApi("java");
    }

    @Override
    public String internalApi() {
        return "java";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libjava");
    }

    @Override
    public ThreadControl recognise(LoadedLibrary library) {
        return library.fileName().startsWith("libjava.") ? new Count() : null;
    }

    private static final class Count implements ThreadControl {

        private volatile int threads = 4;

        @Override
        public Reach reach() {
            return Reach.PROCESS;
        }

        @Override
        public Integer threads() {
            return threads;
        }

        @Override
        public long limit(int limit) {
            int replaced = threads;
            threads = limit;
            return replaced;
        }

        @Override
        public void restore(long replaced) {
            threads = (int) replaced;
        }
    }
}
