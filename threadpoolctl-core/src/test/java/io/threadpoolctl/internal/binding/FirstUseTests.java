package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import io.threadpoolctl.natives.BrokenClass;
import io.threadpoolctl.natives.NativeJvm;
import io.threadpoolctl.natives.NativeJvm.Outcome;
import io.threadpoolctl.spi.LoadedLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Native code is reached at the first use, and that may be where a stack ends. */
@Timeout(120)
class FirstUseTests {

    private static final int STACK = 512 * 1024;
    private static final int MOST_FRAMES = 1 << 16;

    @Test
    void nothingNativeIsTouchedBeforeItIsAskedFor() {
        String output = NativeJvm.plain().option("-Xlog:class+load").run(() -> {
            assertThat(NativeProcess.current()).isSameAs(NativeProcess.current());
            assertThat(NativeProcess.current().mayHaveChanged()).isTrue();
            NativeProcess.current().reconsider();
        });
        assertThat(output)
                .contains(".binding.NativeProcess ")
                .doesNotContain(".binding.NativeAccess ", "com.sun.jna.", "java.lang.foreign.");
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void afterAStackThatEndedMeanwhileTheNextUseSucceeds(String binding) {
        assertThat(firstUses(binding, NativeJvm.plain())).matches(outcome -> outcome.exitCode() == 0, "succeeds");
    }

    /** The guard of the guard: without room, something of JNA's is lost for good. */
    @Test
    void withoutRoomForTheFirstUseTheNextFails() {
        Path broken = BrokenClass.compile(StackRoom.class.getName(), "require(DEPTH_OF_FIRST_USE)", "require(0)");
        assertThat(firstUses(Linkers.JNA, NativeJvm.plain().withClassPath(broken)))
                .matches(outcome -> outcome.exitCode() == 1, "fails");
    }

    private static Outcome firstUses(String binding, NativeJvm jvm) {
        String[] names = Stream.concat(classesOfThisPackage().map(JavaClass::getName), classesOfJna())
                .toArray(String[]::new);
        // Interpreted, a frame has the same size every time.
        return jvm.property(Linkers.PROPERTY, binding).option("-Xint").outcome(() -> {
            load(names);
            useWhereTheStackEnds();
        });
    }

    private static Stream<JavaClass> classesOfThisPackage() {
        String file = NativeProcess.class.getSimpleName() + ".class";
        String url = String.valueOf(NativeProcess.class.getResource(file));
        return new ClassFileImporter()
                        .importLocations(
                                Set.of(Location.of(URI.create(url.substring(0, url.length() - file.length())))))
                        .stream();
    }

    private static Stream<String> classesOfJna() {
        String file =
                Native.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile jar = new JarFile(file)) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("com/sun/jna/") && name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To load a class takes more room than most else, and the classes of an application that runs are loaded. */
    private static void load(String[] names) {
        for (String name : names) {
            try {
                Class.forName(name, false, NativeProcess.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError ofAnotherJava) {
                // there is none in this Java
            }
        }
    }

    /** From the last frame of a stack upwards, until there is room. */
    private static void useWhereTheStackEnds() throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Predicate<LoadedLibrary> wanted = library -> library.exports("malloc");
        Runnable use = () -> NativeProcess.current().libraries(wanted);
        Thread thread = new Thread(null, () -> failure[0] = fromTheDeepestFrameOn(use), "deep", STACK);
        thread.start();
        thread.join();
        assertThat(failure[0]).isNull();
        assertThat(NativeProcess.current().problem()).isEmpty();
        assertThat(NativeProcess.current().libraries(wanted)).isNotEmpty();
    }

    /** What it fails with besides the end of the stack, {@code null} if it succeeds. */
    private static @Nullable Throwable fromTheDeepestFrameOn(Runnable use) {
        for (int frames = deepestFrame(); true; frames--) {
            try {
                descend(frames, use);
                return null;
            } catch (StackOverflowError again) {
                // a little further up
            } catch (Throwable e) {
                return e;
            }
        }
    }

    private static int deepestFrame() {
        int deepest = 0;
        for (int step = MOST_FRAMES; step > 0; step /= 2) {
            try {
                descend(deepest + step, () -> {});
                deepest += step;
            } catch (StackOverflowError tooDeep) {
                // deeper in smaller steps
            }
        }
        return deepest;
    }

    private static void descend(int frames, Runnable use) {
        if (frames == 0) {
            use.run();
        } else {
            descend(frames - 1, use);
        }
    }

    /** An initialiser of any other class would run where nobody has made sure that there is room for it. */
    @Test
    void noClassHasAnInitialiserButThoseThatAreNeededToOpenTheWay() {
        assertThat(classesOfThisPackage()
                        .filter(type -> type.getStaticInitializer().isPresent())
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("NameFilter", "State", "Windows");
    }
}
