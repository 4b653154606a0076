package com.example.consumer;

import java.util.ArrayList;
import java.util.List;

/** What has been looked at and what was wrong. */
final class Findings {

    private final List<String> wrong = new ArrayList<>();
    private int looked;

    void expect(String what, Object expected, Object actual) {
        looked++;
        if (!expected.equals(actual)) {
            wrong.add(what + " should be " + expected + " but is " + actual + ".");
        }
    }

    void contains(String what, String expected, String actual) {
        looked++;
        if (!actual.contains(expected)) {
            wrong.add(what + " should contain " + expected + " but is " + actual);
        }
    }

    int looked() {
        return looked;
    }

    List<String> wrong() {
        return wrong;
    }
}
