package io.threadpoolctl.spring;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.JdkProxyHint;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image has to keep for the core, which reaches native code through JNA there: what JNA's own library looks up,
 * and the proxies that are made at run time. Not tried in a native image.
 */
final class ThreadpoolctlRuntimeHints implements RuntimeHintsRegistrar {

    private static final MemberCategory[] CALLABLE = {
        MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.INVOKE_DECLARED_METHODS
    };

    private static final List<String> OF_JNA = List.of(
            "Callback",
            "Callback$UncaughtExceptionHandler",
            "CallbackProxy",
            "CallbackReference",
            "CallbackReference$AttachOptions",
            "FromNativeConverter",
            "Function",
            "IntegerType",
            "JNIEnv",
            "LastErrorException",
            "Native",
            "Native$ffi_callback",
            "NativeMapped",
            "Pointer",
            "PointerType",
            "Structure",
            "Structure$ByValue",
            "Structure$FFIType$FFITypes",
            "WString");

    private static final List<String> FFI_TYPES = Stream.of(
                    "void float double longdouble uint8 sint8 uint16 sint16 uint32 sint32 uint64 sint64 pointer"
                            .split(" "))
            .map("ffi_type_"::concat)
            .toList();

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern("com/sun/jna/*/libjnidispatch.*");
        for (String type : OF_JNA) {
            hints.jni().registerType(jna(type), CALLABLE);
        }
        fields(hints, "Pointer", List.of("peer"));
        fields(hints, "PointerType", List.of("pointer"));
        fields(hints, "IntegerType", List.of("value"));
        fields(hints, "Structure", List.of("memory", "typeInfo"));
        fields(hints, "Structure$FFIType$FFITypes", FFI_TYPES);
        callbacks(hints);
        sharedPlace(hints);
    }

    /** {@code JnaUpcall}, whose callback is a proxy in JNA's class loader. */
    private static void callbacks(RuntimeHints hints) {
        hints.reflection().registerType(jna("CallbackProxy"), MemberCategory.INVOKE_DECLARED_METHODS);
        hints.proxies().registerJdkProxy(proxy(jna("CallbackProxy")));
    }

    /** {@code JvmWidePlace}, where copies of the core meet. */
    private static void sharedPlace(RuntimeHints hints) {
        hints.proxies().registerJdkProxy(Thread.UncaughtExceptionHandler.class, Supplier.class);
    }

    private static void fields(RuntimeHints hints, String type, List<String> names) {
        hints.jni().registerType(jna(type), hint -> names.forEach(hint::withField));
    }

    private static Consumer<JdkProxyHint.Builder> proxy(TypeReference type) {
        return hint -> hint.proxiedInterfaces(type);
    }

    private static TypeReference jna(String type) {
        return TypeReference.of("com.sun.jna." + type);
    }
}
