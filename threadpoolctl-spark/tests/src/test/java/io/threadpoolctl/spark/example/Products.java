package io.threadpoolctl.spark.example;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.DenseMatrix;

/** Multiplies matrices by MLlib: as many tasks as the first argument says, a hundred products each. */
public final class Products {

    private static final int SIZE = 256;
    private static final int PRODUCTS = 100;

    private Products() {}

    public static void main(String[] arguments) {
        int tasks = Integer.parseInt(arguments[0]);
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("products"))) {
            double sum = spark.parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
                    .mapToDouble(Products::sumOfProducts)
                    .sum();
            System.out.println("Sum: " + sum);
        }
    }

    private static double sumOfProducts(int seed) {
        DenseMatrix matrix = DenseMatrix.rand(SIZE, SIZE, new Random(seed));
        return IntStream.range(0, PRODUCTS)
                .mapToDouble(any -> matrix.multiply(matrix).apply(0, 0))
                .sum();
    }
}
