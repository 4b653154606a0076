package io.threadpoolctl.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ArchitectureTests {

    private static final String CORE = "io.threadpoolctl";
    private static final String FIXTURES = "io.threadpoolctl.architecture.fixture.";
    private static final JavaClasses CORE_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CORE);

    /** The rules, each made for a root package, so that it can be tried on a fixture, too. */
    enum Rule {
        BINDING_KNOWS_NO_OTHER_ROOM("bindingknowslibrary"),
        LIBRARY_DOES_NOT_KNOW_THE_LEDGER("libraryknowsledger"),
        ONLY_BINDING_KNOWS_JNA("libraryknowsjna"),
        NOBODY_KNOWS_SPRING("coreknowsspring"),
        PACKAGES_HAVE_NO_CYCLES("cycle");

        private final String fixture;

        Rule(String fixture) {
            this.fixture = FIXTURES + fixture;
        }

        ArchRule in(String root) {
            String binding = root + ".binding..";
            String library = root + ".library..";
            String concurrent = root + ".concurrent..";
            return switch (this) {
                case BINDING_KNOWS_NO_OTHER_ROOM ->
                    noClasses()
                            .that()
                            .resideInAPackage(binding)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(root, library, concurrent);
                case LIBRARY_DOES_NOT_KNOW_THE_LEDGER ->
                    noClasses()
                            .that()
                            .resideInAPackage(library)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(root, concurrent);
                case ONLY_BINDING_KNOWS_JNA ->
                    noClasses()
                            .that()
                            .resideOutsideOfPackage(binding)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("com.sun.jna..");
                case NOBODY_KNOWS_SPRING ->
                    noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..");
                case PACKAGES_HAVE_NO_CYCLES ->
                    slices().matching("(**)").should().beFreeOfCycles();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCoreKeepsTheRule(Rule rule) {
        rule.in(CORE).check(CORE_CLASSES);
    }

    /** A guard that nobody ever saw fail guards nothing. */
    @ParameterizedTest
    @EnumSource
    void theRuleFailsOnItsFixture(Rule rule) {
        JavaClasses fixture = new ClassFileImporter().importPackages(rule.fixture);
        assertThatThrownBy(() -> rule.in(rule.fixture).check(fixture))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(rule.fixture);
    }

    @Test
    void allRoomsOfTheCoreAreLookedAtAndNoTests() {
        List<String> packages = CORE_CLASSES.stream()
                .map(type -> type.getPackageName())
                .distinct()
                .toList();
        assertThat(packages).contains(CORE, CORE + ".library", CORE + ".binding");
        assertThat(packages).noneMatch(name -> name.contains("architecture") || name.contains("natives"));
        assertThat(CORE_CLASSES.contain("com.sun.jna.Function")).isFalse();
    }
}
