package io.threadpoolctl.nativeimage;

import io.threadpoolctl.natives.CStub;
import io.threadpoolctl.natives.DebianLibrary;
import io.threadpoolctl.natives.NativeJvm;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the core and JNA use by names, recorded in JVMs of their own that take themselves for a native image. */
final class RecordedRuns {

    private static final String MARK = "used: ";

    private RecordedRuns() {}

    /** In the words of {@link ReflectiveUses}, by every way into native code that this Java has. */
    static Set<String> used() {
        Set<String> used = new TreeSet<>(used("jna"));
        if (Runtime.version().feature() >= 22) {
            used.addAll(used("ffm"));
        }
        return used;
    }

    private static Set<String> used(String binding) {
        JniLookups jni = new JniLookups();
        try {
            return used(binding, jni);
        } finally {
            jni.delete();
        }
    }

    private static String flexiBlas() {
        String backend = "=\"" + DebianLibrary.OPENBLAS_PTHREAD.path() + "\"";
        return CStub.compile(
                "flexiblas.c",
                "libflexiblas.so.3",
                "-DPTHREAD" + backend,
                "-DOPENMP" + backend,
                "-DBLIS" + backend,
                "-ldl");
    }

    private static Set<String> used(String binding, JniLookups jni) {
        List<String> libraries = List.of(
                DebianLibrary.OPENBLAS_PTHREAD.path(),
                DebianLibrary.OPENBLAS_OPENMP.path(),
                DebianLibrary.BLIS_PTHREAD.path(),
                CStub.compile("torch.c", "libtorch_cpu.so", "-Wl,--no-as-needed", DebianLibrary.LIBGOMP.path()),
                flexiBlas());
        String output = NativeJvm.plain()
                .property("threadpoolctl.binding", binding)
                .property("org.graalvm.nativeimage.imagecode", "runtime")
                .option(jni.option())
                .run(() -> {
                    libraries.forEach(System::load);
                    Class<?> copy = new RecordingLoader().loadClass(Everything.class.getName());
                    ((Runnable) copy.getDeclaredConstructor().newInstance()).run();
                    ReflectiveUses.noted().forEach(use -> System.out.println(MARK + use));
                });
        Set<String> used = new TreeSet<>(jni.lines());
        output.lines().filter(line -> line.startsWith(MARK)).forEach(line -> used.add(line.substring(MARK.length())));
        return used;
    }
}
