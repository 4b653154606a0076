package io.threadpoolctl.actuate;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** A name that no native library answers to. */
final class UnknownPoolException extends InvalidEndpointRequestException {

    private static final long serialVersionUID = 1L;

    UnknownPoolException(String sentence) {
        super(sentence, sentence);
    }
}
