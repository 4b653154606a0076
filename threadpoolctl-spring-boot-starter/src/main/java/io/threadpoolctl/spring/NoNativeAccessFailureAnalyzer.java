package io.threadpoolctl.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why native code cannot be reached, and what to do about it. */
final class NoNativeAccessFailureAnalyzer extends AbstractFailureAnalyzer<NoNativeAccessException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoNativeAccessException cause) {
        return new FailureAnalysis(
                "threadpoolctl.fail-fast is true, and native thread pools cannot be limited here. "
                        + cause.getMessage(),
                "Let JNA load its library (-Djna.tmpdir=DIR with a writable directory that is not mounted noexec, or"
                        + " -Djna.nounpack=true -Djna.boot.library.path=DIR with the unpacked library), start Java with"
                        + " --enable-native-access=ALL-UNNAMED, or set threadpoolctl.fail-fast=false to run without"
                        + " limits.",
                cause);
    }
}
