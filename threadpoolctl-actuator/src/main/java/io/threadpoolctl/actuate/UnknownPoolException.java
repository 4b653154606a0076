package io.threadpoolctl.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** A name that no native library answers to. */
final class UnknownPoolException extends InvalidEndpointRequestException {

    private static final long serialVersionUID = 1L;

    UnknownPoolException(String name, Set<String> known) {
        this("Nothing that can be limited is called \"" + name + "\". Use one of these names: "
                + String.join(", ", known) + ".");
    }

    private UnknownPoolException(String sentence) {
        super(sentence, sentence);
    }
}
