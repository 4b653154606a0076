package io.threadpoolctl.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        BINDING_KNOWS_NO_OTHER_ROOM("bindingknowsproduct"),
        PRODUCT_DOES_NOT_KNOW_THE_LEDGER("productknowsledger"),
        SPI_KNOWS_VALUES_ONLY("spiknowsbinding"),
        VALUES_OF_THE_DOOR_KNOW_NO_ROOM("valuelooksinward"),
        NO_ROOM_CLIMBS_BACK_TO_THE_DOOR("roomclimbsback"),
        NOTHING_EXPORTED_SHOWS_AN_INTERNAL_TYPE("doorshowsroom"),
        ONLY_BINDING_KNOWS_JNA("productknowsjna"),
        NOBODY_KNOWS_SPRING("coreknowsspring"),
        PACKAGES_HAVE_NO_CYCLES("cycle");

        private final String fixture;

        Rule(String fixture) {
            this.fixture = FIXTURES + fixture;
        }

        ArchRule in(String root) {
            String internal = root + ".internal..";
            String binding = root + ".internal.binding..";
            String product = root + ".internal.product..";
            String ledger = root + ".internal.ledger..";
            String concurrent = root + ".concurrent..";
            String spi = root + ".spi..";
            return switch (this) {
                case BINDING_KNOWS_NO_OTHER_ROOM -> no(binding, product, ledger, concurrent);
                case PRODUCT_DOES_NOT_KNOW_THE_LEDGER -> no(product, ledger, concurrent);
                case SPI_KNOWS_VALUES_ONLY -> no(spi, internal, concurrent);
                case VALUES_OF_THE_DOOR_KNOW_NO_ROOM ->
                    noClasses()
                            .that()
                            .resideInAPackage(root)
                            .and()
                            .haveNameNotMatching(".*\\.Threadpools(\\$.*)?")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(internal, concurrent, spi);
                case NO_ROOM_CLIMBS_BACK_TO_THE_DOOR ->
                    noClasses()
                            .that()
                            .resideInAPackage(internal)
                            .should()
                            .dependOnClassesThat()
                            .haveNameMatching(Pattern.quote(root) + "\\.(Threadpools|CapturedLimits)(\\$.*)?");
                case NOTHING_EXPORTED_SHOWS_AN_INTERNAL_TYPE ->
                    codeUnits()
                            .that()
                            .areDeclaredInClassesThat()
                            .resideOutsideOfPackage(internal)
                            .and()
                            .areDeclaredInClassesThat()
                            .arePublic()
                            .and(areForUsers())
                            .should(notShow(internal));
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
                    slices().matching("(**)")
                            .should()
                            .beFreeOfCycles()
                            // Values of the door are everybody's; that they know nobody is a rule of its own.
                            .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(root));
            };
        }

        private static ArchRule no(String room, String... others) {
            return noClasses()
                    .that()
                    .resideInAPackage(room)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others);
        }

        private static DescribedPredicate<JavaCodeUnit> areForUsers() {
            return DescribedPredicate.describe(
                    "are public or protected",
                    unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                            || unit.getModifiers().contains(JavaModifier.PROTECTED));
        }

        private static ArchCondition<JavaCodeUnit> notShow(String internal) {
            return ArchCondition.from(DescribedPredicate.<JavaCodeUnit>describe(
                    "show no internal type",
                    unit -> Stream.concat(
                                    unit.getParameters().stream()
                                            .flatMap(
                                                    parameter -> parameter.getType().getAllInvolvedRawTypes().stream()),
                                    unit.getReturnType().getAllInvolvedRawTypes().stream())
                            .noneMatch(resideInAPackage(internal))));
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
        assertThat(packages).contains(CORE, CORE + ".internal.ledger", CORE + ".internal.binding");
        assertThat(packages).noneMatch(name -> name.contains("architecture") || name.contains("natives"));
        assertThat(CORE_CLASSES.contain("com.sun.jna.Function")).isFalse();
    }
}
