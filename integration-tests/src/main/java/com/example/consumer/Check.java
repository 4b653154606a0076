package com.example.consumer;

import java.util.Set;

/** Looks after one part of the application. */
interface Check {

    /** What of the circumstances that {@code run.sh} asks for this finds itself in. */
    Set<String> circumstances() throws Exception;

    void run(Findings findings) throws Exception;
}
