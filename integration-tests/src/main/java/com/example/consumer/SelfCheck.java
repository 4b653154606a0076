package com.example.consumer;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Runs all checks. That the circumstances are those asked for is the first, so that none is left out in silence. */
@Component
public class SelfCheck {

    private final List<Check> checks;
    private final Set<String> expected;

    SelfCheck(List<Check> checks, @Value("${consumer.expected:}") Set<String> expected) {
        this.checks = checks;
        this.expected = new TreeSet<>(expected);
    }

    int run() {
        Findings findings = new Findings();
        Set<String> circumstances = new TreeSet<>();
        for (Check check : checks) {
            run(check, findings, circumstances);
        }
        findings.expect("What this runs on and with", expected, circumstances);
        if (findings.wrong().isEmpty()) {
            System.out.println("OK: " + findings.looked() + " things looked at with " + circumstances);
            return 0;
        }
        findings.wrong().forEach(sentence -> System.out.println("WRONG: " + sentence));
        return 1;
    }

    private static void run(Check check, Findings findings, Set<String> circumstances) {
        try {
            circumstances.addAll(check.circumstances());
            check.run(findings);
        } catch (Exception e) {
            e.printStackTrace(System.out);
            findings.expect(check.getClass().getSimpleName(), "without exception", e);
        }
    }
}
