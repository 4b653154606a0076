package com.example.consumer;

import com.sun.jna.Callback;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** An OpenBLAS with threads of its own and GNU's OpenMP runtime, asked directly and not through threadpoolctl. */
@Component
public class Libraries {

    private static final int AS_MANY_AS_THE_RUNTIME_LIKES = 0;
    private static final int NO_FLAGS = 0;

    private final NativeLibrary openblas;
    private final NativeLibrary openmp;

    Libraries(@Value("${consumer.openblas}") String openblas, @Value("${consumer.openmp}") String openmp) {
        this.openblas = load(openblas);
        this.openmp = load(openmp);
    }

    private static NativeLibrary load(String path) {
        System.load(path); // JNA alone would let go of it
        return NativeLibrary.getInstance(path);
    }

    /** What calls made by this thread at this moment would get. */
    Measured measure() {
        return new Measured(openblas.getFunction("openblas_get_num_threads").invokeInt(new Object[0]), team());
    }

    /** The threads of a real parallel region. */
    private int team() {
        Set<Thread> team = ConcurrentHashMap.newKeySet();
        Region region = data -> team.add(Thread.currentThread());
        openmp.getFunction("GOMP_parallel")
                .invokeVoid(new Object[] {region, Pointer.NULL, AS_MANY_AS_THE_RUNTIME_LIKES, NO_FLAGS});
        return team.size();
    }

    interface Region extends Callback {
        void invoke(Pointer data);
    }
}
