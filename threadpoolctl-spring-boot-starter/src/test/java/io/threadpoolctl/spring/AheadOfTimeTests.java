package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.FieldHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.util.ClassUtils;

/** What a native image is told to keep. The JVM with ahead-of-time processing is tried by the consumer outside of the build. */
class AheadOfTimeTests {

    private static final String JNAS_LIBRARY = "com/sun/jna/linux-x86-64/libjnidispatch.so";

    /** In the jar if a JDK from 22 on has built it, and seen by such a Java only. */
    private static final String FFM_LINKER = "io.threadpoolctl.internal.binding.ForeignLinker";

    private final RuntimeHints hints = new RuntimeHints();

    @BeforeEach
    void register() {
        new ThreadpoolctlRuntimeHints().registerHints(hints, null);
    }

    @Test
    void everyClassThatIsKeptIsThere() {
        assertThat(missing(hints)).isEmpty();
    }

    @Test
    void aClassThatIsNotThereWouldBeFound() {
        hints.reflection().registerType(TypeReference.of("io.threadpoolctl.internal.binding.Trampoline"));
        hints.proxies().registerJdkProxy(hint -> hint.proxiedInterfaces(TypeReference.of("com.sun.jna.NoProxy")));
        hints.jni().registerType(TypeReference.of("com.sun.jna.Pointer"), hint -> hint.withField("pear"));
        assertThat(missing(hints))
                .containsExactly(
                        "io.threadpoolctl.internal.binding.Trampoline",
                        "com.sun.jna.Pointer.pear",
                        "com.sun.jna.NoProxy");
    }

    @Test
    void jnasLibraryIsKeptWithAllClassesThatItLooksUp() throws IOException {
        assertThat(RuntimeHintsPredicates.resource().forResource(JNAS_LIBRARY)).accepts(hints);
        Set<String> lookedUp = namesInJnasLibrary();
        assertThat(lookedUp).contains("com.sun.jna.Pointer", "com.sun.jna.CallbackReference");
        assertThat(hints.jni().typeHints().map(hint -> hint.getType().getName()))
                .containsAll(lookedUp);
    }

    @Test
    void theCallbackThatHoldsVirtualThreadsIsKeptAsAProxy() {
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(TypeReference.of("com.sun.jna.CallbackProxy")))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of("com.sun.jna.CallbackProxy")))
                .accepts(hints);
    }

    private static List<String> missing(RuntimeHints hints) {
        List<String> missing = new ArrayList<>();
        Stream.concat(hints.reflection().typeHints(), hints.jni().typeHints())
                .forEach(hint -> missing.addAll(missing(hint)));
        hints.proxies()
                .jdkProxyHints()
                .flatMap(proxy -> proxy.getProxiedInterfaces().stream())
                .filter(type -> !isThere(type))
                .forEach(type -> missing.add(type.getName()));
        return missing;
    }

    private static List<String> missing(TypeHint hint) {
        if (!isThere(hint.getType())) {
            return List.of(hint.getType().getName());
        }
        if (hint.fields().findAny().isEmpty()) {
            return List.of();
        }
        Class<?> type = ClassUtils.resolveClassName(hint.getType().getName(), null);
        Set<String> fields = new TreeSet<>();
        Stream.of(type.getDeclaredFields()).forEach(field -> fields.add(field.getName()));
        return hint.fields()
                .map(FieldHint::getName)
                .filter(name -> !fields.contains(name))
                .map(name -> type.getName() + "." + name)
                .toList();
    }

    private static boolean isThere(TypeReference type) {
        return type.getName().equals(FFM_LINKER) || ClassUtils.isPresent(type.getName(), null);
    }

    private static Set<String> namesInJnasLibrary() throws IOException {
        Set<String> names = new TreeSet<>();
        try (InputStream library =
                Objects.requireNonNull(AheadOfTimeTests.class.getResourceAsStream("/" + JNAS_LIBRARY))) {
            String text = new String(library.readAllBytes(), StandardCharsets.ISO_8859_1);
            Matcher name = Pattern.compile("\0(com/sun/jna/[A-Za-z_$]+)\0").matcher(text);
            for (int from = 0; name.find(from); from = name.end() - 1) {
                names.add(name.group(1).replace('/', '.'));
            }
        }
        return names;
    }
}
