package io.threadpoolctl.spring;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Says of a failure what Spring Boot would say of it if it had stopped the start. */
final class StartupWords {

    private static final FailureHandler PASS_OVER = (type, name, failure) -> {};

    private StartupWords() {}

    static String of(Throwable failure, BeanFactory beans, Environment environment) {
        return analyzers(beans, environment).stream()
                .map(analyzer -> analysis(analyzer, failure))
                .filter(Objects::nonNull)
                .findFirst()
                .map(analysis -> sentences(analysis.getDescription()) + " " + sentences(analysis.getAction()))
                .orElseGet(failure::toString)
                .trim();
    }

    private static List<FailureAnalyzer> analyzers(BeanFactory beans, Environment environment) {
        ArgumentResolver arguments =
                ArgumentResolver.of(BeanFactory.class, beans).and(Environment.class, environment);
        return SpringFactoriesLoader.forDefaultResourceLocation(StartupWords.class.getClassLoader())
                .load(FailureAnalyzer.class, arguments, PASS_OVER);
    }

    private static @Nullable FailureAnalysis analysis(FailureAnalyzer analyzer, Throwable failure) {
        try {
            return analyzer.analyze(failure);
        } catch (RuntimeException | LinkageError notItsOwn) {
            return null;
        }
    }

    /** In one line, for a log and for the endpoint. */
    private static String sentences(@Nullable String text) {
        return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
