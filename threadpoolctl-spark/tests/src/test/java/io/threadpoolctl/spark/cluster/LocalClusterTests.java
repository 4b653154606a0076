package io.threadpoolctl.spark.cluster;

import org.apache.spark.SparkConf;

/** Master, workers and executors that the driver starts; executors are processes of their own. */
class LocalClusterTests extends EndsOfTasks {

    @Override
    SparkConf conf() {
        return Application.conf("local-cluster[" + EXECUTORS + ",1,1024]");
    }
}
