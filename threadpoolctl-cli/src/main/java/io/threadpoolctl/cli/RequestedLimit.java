package io.threadpoolctl.cli;

import io.threadpoolctl.Limits;

/** A limit as it is written on the command line: {@code blas=1}, {@code openmp=auto}, {@code all=2}. */
final class RequestedLimit {

    private static final String AUTO = "auto";

    private RequestedLimit() {}

    /** @throws IllegalArgumentException if it is none */
    static Limits of(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals).strip();
        String amount = text.substring(equals + 1).strip();
        if (name.isEmpty()) {
            throw refusal(text);
        }
        if (amount.equals(AUTO)) {
            return name.equals("all") ? Limits.auto() : Limits.auto(name);
        }
        try {
            int threads = Integer.parseInt(amount);
            if (threads >= 1) {
                return name.equals("all") ? Limits.all(threads) : Limits.of(name, threads);
            }
        } catch (NumberFormatException none) {
            // told below
        }
        throw refusal(text);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no limit; write a name and a whole number from 1 on, or"
                        + " auto for as many as that JVM has processors, as in blas=1, openmp=2 or all=auto.");
    }
}
