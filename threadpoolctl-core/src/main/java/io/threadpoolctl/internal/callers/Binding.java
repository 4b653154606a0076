package io.threadpoolctl.internal.callers;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A library that brings native code to Java: its frames stand between native code and whoever calls it. */
enum Binding {
    NETLIB("netlib", "blas", "dev.ludovic.netlib.", "com.github.fommil.", "org.netlib."),
    JBLAS("jblas", "blas", "org.jblas."),
    JAVACPP_BLAS("JavaCPP", "blas", "org.bytedeco.openblas.", "org.bytedeco.mkl."),
    XGBOOST("XGBoost4J", "openmp", "ml.dmlc.xgboost4j."),
    LIGHTGBM("LightGBM", "openmp", "com.microsoft.ml.lightgbm.", "io.github.metarank.lightgbm4j."),
    ND4J("ND4J", null, "org.nd4j."),
    DJL("DJL", null, "ai.djl."),
    TENSORFLOW("TensorFlow", null, "org.tensorflow."),
    OPENCV("OpenCV", null, "org.opencv.", "nu.pattern."),
    /** Has threads of its own for each session, which nothing reaches at run time. */
    ONNX_RUNTIME("ONNX Runtime", null, "ai.onnxruntime."),
    JAVACPP("JavaCPP", null, "org.bytedeco."),
    JNA("JNA", null, "com.sun.jna."),
    FFM("FFM", null, "jdk.internal.foreign."),
    JNR("JNR", null, "jnr.ffi.", "com.kenai.jffi.");

    private final String title;
    private final @Nullable String userApi;

    @SuppressWarnings("ImmutableEnumChecker") // List.of() is
    private final List<String> packages;

    Binding(String title, @Nullable String userApi, String... packages) {
        this.title = title;
        this.userApi = userApi;
        this.packages = List.of(packages);
    }

    /** Whose class this is, {@code null} if it is nobody's. */
    static @Nullable Binding of(String className) {
        return Stream.of(values())
                .filter(binding -> binding.packages.stream().anyMatch(className::startsWith))
                .findFirst()
                .orElse(null);
    }

    String title() {
        return title;
    }

    /** What its calls are limited by, {@code null} if it may be any. */
    @Nullable
    String userApi() {
        return userApi;
    }

    boolean canBeLimited() {
        return this != ONNX_RUNTIME;
    }
}
