package io.threadpoolctl.actuate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.threadpoolctl.actuate.fixture.KnowsTooMuch;
import io.threadpoolctl.spring.ConfiguredLimits;
import org.junit.jupiter.api.Test;

/** The arrows of this module. */
class ArchitectureTests {

    private static final ArchRule THE_CORE_IS_REACHED_THROUGH_ITS_DOORS = noClasses()
            .that()
            .resideInAPackage("io.threadpoolctl.actuate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.threadpoolctl.internal..", "com.sun.jna..")
            .because("the actuator knows the door of the core only");

    private static final ArchRule THE_STARTER_IS_ASKED_FOR_ITS_LIMITS_ONLY = noClasses()
            .that()
            .resideInAPackage("io.threadpoolctl.actuate..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.threadpoolctl.spring..")
                    .and(DescribedPredicate.not(type(ConfiguredLimits.class))))
            .because("the actuator works without the starter");

    private static final ArchRule ANSWERS_ARE_RECORDS = noClasses()
            .that()
            .resideInAPackage("io.threadpoolctl.actuate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..")
            .because("Spring Boot 3 and 4 have different ones");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.threadpoolctl.actuate");

    @Test
    void theCoreIsReachedThroughItsDoors() {
        THE_CORE_IS_REACHED_THROUGH_ITS_DOORS.check(classes);
    }

    @Test
    void theStarterIsAskedForItsLimitsOnly() {
        THE_STARTER_IS_ASKED_FOR_ITS_LIMITS_ONLY.check(classes);
    }

    @Test
    void answersAreRecordsWithoutJackson() {
        ANSWERS_ARE_RECORDS.check(classes);
    }

    @Test
    void theRulesFindTheMistakesOfTheFixture() {
        JavaClasses fixture = new ClassFileImporter().importClasses(KnowsTooMuch.class);
        assertThat(THE_CORE_IS_REACHED_THROUGH_ITS_DOORS.evaluate(fixture).hasViolation())
                .isTrue();
        assertThat(THE_STARTER_IS_ASKED_FOR_ITS_LIMITS_ONLY.evaluate(fixture).hasViolation())
                .isTrue();
        assertThat(ANSWERS_ARE_RECORDS.evaluate(fixture).hasViolation()).isTrue();
    }
}
