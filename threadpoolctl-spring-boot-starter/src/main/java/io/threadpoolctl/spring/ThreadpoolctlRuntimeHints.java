package io.threadpoolctl.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** What a native image has to keep for the core, which reaches native code through JNA. Not tried in a native image. */
final class ThreadpoolctlRuntimeHints implements RuntimeHintsRegistrar {

    private static final MemberCategory[] CALLABLE = {
        MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.INVOKE_DECLARED_METHODS
    };

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern("com/sun/jna/*/libjnidispatch.*");
        for (String type : List.of("Callback", "CallbackReference", "Function", "Native")) {
            hints.jni().registerType(jna(type), CALLABLE);
        }
        hints.jni()
                .registerType(jna("Pointer"), hint -> hint.withMembers(CALLABLE).withField("peer"));
        hints.reflection().registerType(TypeReference.of("io.threadpoolctl.internal.binding.Trampoline"), CALLABLE);
    }

    private static TypeReference jna(String type) {
        return TypeReference.of("com.sun.jna." + type);
    }
}
