package com.example;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.threadpoolctl.spring.ThreadpoolLimits;
import org.springframework.stereotype.Service;

/** What PyTorch computes for a request. Put the prediction of a model of your own here. */
@Service
public class Products {

    /** Loads PyTorch, so that the very first request is limited as well. */
    public Products() {
        Engine.getInstance();
    }

    /**
     * PyTorch's counts belong to operating-system threads. So while this runs, a virtual thread is held on its carrier: do
     * not wait for anything in here.
     */
    @ThreadpoolLimits(1)
    public float sum(int size) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray ones = manager.ones(new Shape(size, size));
            return ones.matMul(ones).sum().getFloat();
        }
    }
}
