package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.spi.LoadedLibrary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a C library in memory: what happens at the very moments that a scan has to fear. */
@Timeout(60)
class LinuxLibrariesTests {

    private final FakeGlibc glibc = new FakeGlibc();
    private final LoadedLibraries libraries = new LinuxLibraries(glibc.linker);
    private final long a = glibc.load("/a.so");
    private final long b = glibc.load("/b.so");
    private final long c = glibc.load("/c.so");

    @Test
    void librariesAreShownInTheOrderInWhichTheyWereLoaded() {
        assertThat(shown()).containsExactly("/a.so", "/b.so", "/c.so");
        assertThat(libraries.mayHaveChanged()).isFalse();
        assertThat(shown()).isEmpty();
        glibc.load("/d.so");
        assertThat(libraries.mayHaveChanged()).isTrue();
        assertThat(shown()).containsExactly("/d.so");
        libraries.reconsider();
        assertThat(shown()).containsExactly("/a.so", "/b.so", "/c.so", "/d.so");
    }

    @Test
    void nothingIsHeldButTheLastOne() {
        shown();
        assertHolds(1, 1, 2);
        libraries.reconsider();
        shown();
        assertHolds(1, 1, 2);
    }

    @Test
    void whatIsWantedIsHeldOnce() {
        LoadedLibrary wanted = wanted("/b.so").get(0);
        assertHolds(1, 2, 2);
        libraries.reconsider();
        assertThat(wanted("/b.so")).hasSize(1).first().isSameAs(wanted);
        assertHolds(1, 2, 2);
    }

    @Test
    void oneThatGoesBeforeItIsHeldIsLeftOut() {
        glibc.beforeOpen.put("/b.so", () -> glibc.unload(b));
        assertThat(shown()).containsExactly("/a.so", "/c.so");
        assertThat(libraries.mayHaveChanged()).isFalse();
    }

    @Test
    void theLastOneThatGoesBeforeItIsHeldIsLeftOut() {
        glibc.beforeOpen.put("/c.so", () -> glibc.unload(c));
        assertThat(shown()).containsExactly("/a.so", "/b.so");
        assertHolds(1, 2, 0);
    }

    @Test
    void anotherOneInItsPlaceIsShownWhereItBelongs() {
        glibc.beforeOpen.put("/b.so", () -> {
            glibc.unload(b);
            glibc.loadAt("/d.so", b);
        });
        assertThat(shown()).containsExactly("/a.so", "/c.so", "/d.so");
        assertThat(libraries.mayHaveChanged()).isFalse();
    }

    @Test
    void theSameOneLoadedAgainIsShownWhereItBelongs() {
        glibc.beforeOpen.put("/b.so", () -> {
            glibc.unload(b);
            glibc.loadAt("/b.so", b);
        });
        assertThat(shown()).containsExactly("/a.so", "/c.so", "/b.so");
    }

    /** Both gone, both back in the same places, and another one between where they were and where they are. */
    @Test
    void whatCameBetweenIsNotSkipped() {
        shown();
        long d = glibc.load("/d.so");
        long e = glibc.load("/e.so");
        glibc.beforeOpen.put("/d.so", () -> {
            glibc.unload(d);
            glibc.unload(e);
            glibc.load("/between.so");
            glibc.loadAt("/d.so", d);
            glibc.loadAt("/e.so", e);
        });
        assertThat(shown()).containsExactly("/between.so", "/d.so", "/e.so");
    }

    @Test
    void whatIsLoadedWhileAnotherIsExaminedIsSeenNext() {
        List<String> shown = new ArrayList<>();
        libraries.scan(library -> {
            if (library.path().equals("/b.so")) {
                glibc.load("/late.so");
            }
            return !shown.add(library.path());
        });
        assertThat(shown).containsExactly("/a.so", "/b.so", "/c.so");
        assertThat(libraries.mayHaveChanged()).isTrue();
        assertThat(shown()).containsExactly("/late.so");
    }

    @Test
    void afterAnErrorThoseAreAskedAgainThatWereNotWantedBefore() {
        assertThatThrownBy(() -> libraries.scan(library -> {
                    if (library.path().equals("/b.so")) {
                        throw new StackOverflowError("in the middle");
                    }
                    return true;
                }))
                .isInstanceOf(StackOverflowError.class);
        assertHolds(2, 1, 1);
        assertThat(libraries.mayHaveChanged()).isTrue();
        assertThat(wanted("/c.so")).extracting(LoadedLibrary::path).containsExactly("/a.so", "/c.so");
        assertHolds(2, 1, 3);
    }

    @Test
    void oneWithoutAHandleHidesNoneBehindIt() {
        glibc.unopenable.add("/b.so");
        assertThat(shown()).containsExactly("/a.so", "/c.so");
        assertThat(libraries.mayHaveChanged()).isFalse();
        assertHolds(1, 1, 2);
    }

    @Test
    void oneWithTheNameOfAnotherIsNotTakenForThat() {
        glibc.load("/a.so");
        glibc.load("/d.so");
        assertThat(shown()).containsExactly("/a.so", "/b.so", "/c.so", "/d.so");
        assertHolds(1, 1, 1);
    }

    @Test
    void theClockDecidesBehindALastOneWithoutAHandle() {
        glibc.unopenable.add("/c.so");
        long before = System.nanoTime();
        assertThat(shown()).containsExactly("/a.so", "/b.so");
        boolean changed = libraries.mayHaveChanged();
        boolean longAgo = System.nanoTime() - before >= 50_000_000L;
        assertThat(changed).isIn(false, longAgo);
        glibc.load("/d.so");
        while (!libraries.mayHaveChanged()) {
            Thread.onSpinWait();
        }
        assertThat(shown()).containsExactly("/d.so");
        assertThat(libraries.mayHaveChanged()).isFalse();
        glibc.load("/e.so");
        assertThat(libraries.mayHaveChanged()).as("no clock any more").isTrue();
    }

    @Test
    void oneThatWasGivenBackIsTheSameForAsLongAsSomebodyHoldsIt() {
        HeldLibrary library = (HeldLibrary) wanted("/b.so").get(0);
        library.release();
        library.release();
        assertHolds(1, 1, 2);
        assertThat(wanted("none")).containsExactly(library);
        libraries.reconsider();
        assertThat(wanted("none")).containsExactly(library);
        assertThat(library.reacquire()).isTrue();
        assertThat(library.reacquire()).isTrue();
        assertHolds(1, 2, 2);
    }

    @Test
    void oneThatWentAfterItWasGivenBackIsForgotten() {
        HeldLibrary library = (HeldLibrary) wanted("/b.so").get(0);
        library.release();
        glibc.unload(b);
        assertThat(wanted("none")).isEmpty();
        glibc.loadAt("/b.so", b);
        assertThat(library.reacquire()).isFalse();
        assertThat(wanted("/b.so")).singleElement().isNotSameAs(library);
        assertHolds(1, 3, 2);
    }

    @Test
    void oneThatWasNotThereWhenItWasWantedBackIsForgotten() {
        HeldLibrary library = (HeldLibrary) wanted("/b.so").get(0);
        library.release();
        glibc.unload(b);
        assertThat(library.reacquire()).isFalse();
        glibc.loadAt("/b.so", b);
        assertThat(library.reacquire()).isFalse();
        libraries.reconsider();
        assertThat(wanted("/b.so")).singleElement().isNotSameAs(library);
        assertThat(library.reacquire()).isFalse();
    }

    @Test
    void anotherOneInThePlaceOfOneThatWasGivenBackIsAnother() {
        HeldLibrary library = (HeldLibrary) wanted("/b.so").get(0);
        library.release();
        glibc.unload(b);
        glibc.loadAt("/b.so", b);
        assertThat(wanted("/b.so")).singleElement().isNotSameAs(library);
        assertThat(library.reacquire()).isFalse();
    }

    private List<String> shown() {
        List<String> shown = new ArrayList<>();
        assertThat(libraries.scan(library -> !shown.add(library.path()))).isEmpty();
        return shown;
    }

    private List<LoadedLibrary> wanted(String path) {
        return libraries.scan(library -> library.path().equals(path));
    }

    private void assertHolds(int ofA, int ofB, int ofC) {
        assertThat(List.of(glibc.holds(a), glibc.holds(b), glibc.holds(c))).containsExactly(ofA, ofB, ofC);
    }
}
