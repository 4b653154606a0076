package com.example.consumer;

final class Threads {

    private Threads() {}

    /** Compiled for Java 17, which cannot ask a thread whether it is virtual. */
    static String kind() {
        return Thread.currentThread().toString().startsWith("VirtualThread") ? "virtual" : "platform";
    }
}
