package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped aspect under the weaver's real agent, in a JVM of its own, beside the proxies. */
class LoadTimeWeavingTests {

    private static String output = "";

    @BeforeAll
    static void runWoven() throws Exception {
        DebianLibraries.require(DebianLibraries.OPENBLAS);
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("processors, so that a limit of one can be told from none")
                .isGreaterThan(1);
        output = new ForkedJvm()
                .options(List.of(
                        "-javaagent:" + weaver(),
                        "-Dorg.aspectj.weaver.loadtime.configuration=META-INF/threadpoolctl-aop.xml"))
                .run(WovenApplication.class, DebianLibraries.OPENBLAS.toString());
    }

    @Test
    void objectsThatAreNoBeansAreLimited() {
        assertOneScope("no bean");
        assertOneScope("type");
        assertOneScope("inherited type");
        assertOneScope("meta");
        assertOneScope("throws", 4);
    }

    @Test
    void privateFinalAndStaticMethodsAreLimited() {
        assertOneScope("private");
        assertOneScope("final");
        assertOneScope("static");
    }

    @Test
    void aCallWithinOneObjectIsLimited() {
        assertOneScope("self-invocation");
        assertThat(output).contains("recursion: threads=1 scopes=3 ");
    }

    @Test
    void aProxiedBeanIsLimitedOnceAtTheFirstCallToo() {
        assertThat(output).contains("the bean is a proxy: true");
        assertOneScope("bean");
        assertOneScope("bean again");
    }

    @Test
    void theBareFormKnowsTheConfiguration() {
        assertOneScope("bare");
    }

    @Test
    void itWorksBeforeAndWithoutSpring() {
        assertOneScope("before Spring");
    }

    @Test
    void nothingThatIsWovenIsSaidToHaveNoEffect() {
        assertThat(output).contains("the bean is a proxy: true").doesNotContain("has no effect");
    }

    @Test
    void aLambdaIsNoMethodOfItsOwn() {
        assertOneScope("lambda");
    }

    @Test
    void annotationsOnInterfacesAreLeftToTheProxies() {
        int baseline = Runtime.getRuntime().availableProcessors();
        assertThat(output).contains("interface: threads=" + baseline + " scopes=0");
        assertThat(output).contains("not annotated: threads=" + baseline + " scopes=0");
    }

    private static void assertOneScope(String name) {
        assertOneScope(name, 1);
    }

    private static void assertOneScope(String name, int threads) {
        assertThat(output)
                .contains("\n" + name + ": threads=" + threads + " scopes=1 after="
                        + Runtime.getRuntime().availableProcessors() + "\n");
    }

    private static String weaver() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("aspectjweaver"))
                .findFirst()
                .orElseThrow();
    }
}
