package io.threadpoolctl.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.threadpoolctl.spring.fixture.KnowsTheBinding;
import org.junit.jupiter.api.Test;

/** The arrows of this module. */
class ArchitectureTests {

    private static final ArchRule THE_CORE_IS_REACHED_THROUGH_ITS_DOORS = noClasses()
            .that()
            .resideInAPackage("io.threadpoolctl.spring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.threadpoolctl.internal..", "com.sun.jna..", "io.threadpoolctl.actuate..")
            .because("Spring knows the door of the core only");

    private static final ArchRule PROXIES_DO_WITHOUT_ASPECTJ = noClasses()
            .that()
            .resideInAPackage("io.threadpoolctl.spring..")
            .and()
            .doNotHaveFullyQualifiedName(ThreadpoolLimitsAspect.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.aspectj..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadpoolLimitsAspect.class)
            .because("aspectjweaver need not be there");

    private static final ArchRule MOST_DO_WITHOUT_REACTOR = noClasses()
            .that()
            .resideInAPackage("io.threadpoolctl.spring..")
            .and()
            .doNotHaveFullyQualifiedName(ReactorHolds.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.reactivestreams..")
            .because("Reactor need not be there");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.threadpoolctl.spring");

    @Test
    void theCoreIsReachedThroughItsDoors() {
        THE_CORE_IS_REACHED_THROUGH_ITS_DOORS.check(classes);
    }

    @Test
    void proxiesDoWithoutAspectj() {
        PROXIES_DO_WITHOUT_ASPECTJ.check(classes);
    }

    @Test
    void mostDoWithoutReactor() {
        MOST_DO_WITHOUT_REACTOR.check(classes);
    }

    @Test
    void theRulesFindTheMistakesOfTheFixture() {
        JavaClasses fixture = new ClassFileImporter().importClasses(KnowsTheBinding.class);
        assertThat(THE_CORE_IS_REACHED_THROUGH_ITS_DOORS.evaluate(fixture).hasViolation())
                .isTrue();
        assertThat(PROXIES_DO_WITHOUT_ASPECTJ.evaluate(fixture).hasViolation()).isTrue();
        assertThat(MOST_DO_WITHOUT_REACTOR.evaluate(fixture).hasViolation()).isTrue();
    }
}
