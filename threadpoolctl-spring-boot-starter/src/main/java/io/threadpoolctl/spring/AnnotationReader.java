package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Reads limits from the annotation, and says what is wrong with it. */
final class AnnotationReader {

    private static final String ALLOWED =
            "Give 1 or more threads, ThreadpoolLimits.SHARE or ThreadpoolLimits.AUTO; as text, a number, \"share\" or"
                    + " \"auto\".";

    private final PoolNames names;
    private final ConfiguredLimits configured;
    private final UnaryOperator<String> placeholders;

    /** @param placeholders replaces {@code ${...}} in a text, and refuses what it cannot replace */
    AnnotationReader(Threadpools pools, ConfiguredLimits configured, UnaryOperator<String> placeholders) {
        this.names = new PoolNames(pools);
        this.configured = configured;
        this.placeholders = placeholders;
    }

    /**
     * What an annotation asks for.
     *
     * @param place how to name the annotation in a message
     * @throws InvalidLimitException if it says something impossible
     */
    Limits read(ThreadpoolLimits annotation, String place) {
        Reading reading = new Reading(place);
        reading.profile(annotation.profile());
        reading.threads("value", LimitText.EVERY_POOL, annotation.value(), annotation.valueString());
        reading.threads("blas", "blas", annotation.blas(), annotation.blasString());
        reading.threads("openmp", "openmp", annotation.openmp(), annotation.openmpString());
        for (LibraryLimit library : annotation.libraries()) {
            reading.library(library);
        }
        if (annotation.sequentialBlasUnderOpenmp()) {
            reading.add(Limits.sequentialBlasUnderOpenmp());
        }
        return reading.asksForNothing ? ConfiguredLimits.orBare(configured.defaults()) : reading.limits;
    }

    /** One annotation that is being read. */
    private final class Reading {

        private final String place;
        private Limits limits = Limits.none();
        private boolean asksForNothing = true;

        Reading(String place) {
            this.place = place;
        }

        void add(Limits more) {
            limits = limits.and(more);
            asksForNothing = false;
        }

        void profile(String text) {
            if (text.isEmpty()) {
                return;
            }
            String name = replaced("profile", text);
            Limits profile = configured.profiles().get(name);
            if (profile == null) {
                throw refused(
                        "profile = \"" + name + "\", which is not configured",
                        "Configure threadpoolctl.profiles." + name + ".*"
                                + (configured.profiles().isEmpty()
                                        ? "; there is no profile yet."
                                        : ", or name one of these: "
                                                + String.join(
                                                        ", ",
                                                        configured.profiles().keySet()) + "."));
            }
            add(profile);
        }

        void threads(String attribute, String key, int number, String text) {
            if (number != ThreadpoolLimits.UNSET && !text.isEmpty()) {
                throw refused("both " + attribute + " and " + attribute + "String", "Give one of the two.");
            }
            if (!text.isEmpty()) {
                add(LimitText.limits(key, parsed(attribute + "String", text)));
            } else if (number != ThreadpoolLimits.UNSET) {
                add(LimitText.limits(key, checked(attribute, number)));
            }
        }

        void library(LibraryLimit library) {
            String given = replaced("libraries.name", library.name());
            String name = names.canonical(given);
            if (library.threads() == ThreadpoolLimits.UNSET
                    && library.threadsString().isEmpty()) {
                throw refused("no number of threads for " + given, ALLOWED);
            }
            try {
                names.check(name);
            } catch (IllegalArgumentException e) {
                throw refused("libraries = @LibraryLimit(name = \"" + given + "\"), which is not known", text(e));
            }
            threads("libraries.threads", name, library.threads(), library.threadsString());
        }

        private int checked(String attribute, int number) {
            if (number < 1 && number != ThreadpoolLimits.SHARE && number != ThreadpoolLimits.AUTO) {
                throw refused(attribute + " = " + number + ", which is not possible", ALLOWED);
            }
            return number;
        }

        private int parsed(String attribute, String text) {
            String replaced = replaced(attribute, text);
            OptionalInt threads = LimitText.threads(replaced);
            return threads.orElseThrow(() -> refused(
                    attribute + " = \"" + text + "\""
                            + (text.equals(replaced) ? "" : ", that is \"" + replaced + "\"")
                            + ", which is not possible",
                    ALLOWED));
        }

        private String replaced(String attribute, String text) {
            try {
                return placeholders.apply(text);
            } catch (IllegalArgumentException e) {
                throw refused(attribute + " = \"" + text + "\", which cannot be resolved", text(e));
            }
        }

        private InvalidLimitException refused(String what, String action) {
            return new InvalidLimitException(place + " says " + what + ".", action, null);
        }

        private static String text(IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
