package io.threadpoolctl.workloads;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** All workloads, by name. */
final class Workloads {

    private static final Map<String, Factory> FACTORIES = new LinkedHashMap<>();

    static {
        FACTORIES.put("xgboost-predict", pool -> new XgBoostPredict());
        FACTORIES.put("xgboost-inplace-predict", pool -> new XgBoostInplacePredict());
        FACTORIES.put("xgboost-train", pool -> new XgBoostTrain());
        FACTORIES.put("lightgbm-predict", pool -> new LightGbmPredict());
        FACTORIES.put("pytorch-inference", pool -> new PyTorchInference());
        FACTORIES.put("onnxruntime-inference", OnnxInference::new);
        FACTORIES.put("opencv-blur", pool -> new OpenCvBlur());
        FACTORIES.put("mkl-svd", pool -> new Svd(Mkl::svd));
        FACTORIES.put("mkl-dgemm", pool -> new Dgemm(Mkl::dgemm));
        FACTORIES.put("openblas-svd", pool -> new Svd(new OpenBlas(pool)::svd));
        FACTORIES.put("openblas-dgemm", pool -> new Dgemm(new OpenBlas(pool)::dgemm));
        FACTORIES.put("netlib-dgemm", NetlibDgemm::new);
    }

    private Workloads() {}

    static Set<String> names() {
        return FACTORIES.keySet();
    }

    static Workload create(String name, Pool pool) throws Exception {
        Factory factory = FACTORIES.get(name);
        if (factory == null) {
            throw new IllegalArgumentException(
                    "There is no workload \"" + name + "\"; there are " + String.join(", ", names()) + ".");
        }
        return factory.create(pool);
    }

    @FunctionalInterface
    private interface Factory {

        Workload create(Pool pool) throws Exception;
    }
}
