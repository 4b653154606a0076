package io.threadpoolctl.actuate;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** Reads the number of threads that an operator sends. Over HTTP it arrives as a text, over JMX as whatever was given. */
final class RequestedThreads {

    private static final int LONGEST_SHOWN = 40;

    private RequestedThreads() {}

    /** @throws InvalidEndpointRequestException if it is no whole number from 1 on */
    static int of(@Nullable Object given) {
        if (given == null) {
            throw refusal("numThreads is missing");
        }
        String text = String.valueOf(given);
        int number = wholeNumber(text);
        if (number < 1) {
            throw refusal("numThreads is \"" + shortened(text) + "\"");
        }
        return number;
    }

    /** 0 if it is none. */
    private static int wholeNumber(String text) {
        try {
            return new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return 0;
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    private static InvalidEndpointRequestException refusal(String what) {
        String sentence =
                what + "; allowed is a whole number from 1 to " + Integer.MAX_VALUE + ", as in {\"numThreads\": 2}.";
        return new InvalidEndpointRequestException(sentence, sentence);
    }
}
