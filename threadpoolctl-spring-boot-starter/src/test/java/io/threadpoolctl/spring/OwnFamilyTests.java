package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OwnFamilyTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ThreadpoolctlAutoConfiguration.class));

    @Test
    void aFamilyThatIsABeanMakesItsNamesKnown() {
        runner.withBean(LibraryFamily.class, SoundsFamily::new)
                .withPropertyValues("threadpoolctl.defaults.sounds=2")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Threadpools.class).names()).contains("sounds", "libsounds");
                });
    }

    /** Every library that no family knows is shown to all families again when one is registered. */
    @Test
    void theFamilyOfTheContextBeforeIsForgotten() {
        SoundsFamily first = new SoundsFamily();
        SoundsFamily second = new SoundsFamily();
        runner.withBean(LibraryFamily.class, () -> first)
                .run(context -> assertThat(context).hasNotFailed());
        int asked = first.asked.get();
        runner.withBean(LibraryFamily.class, () -> second)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(asked).isPositive();
        assertThat(second.asked).hasPositiveValue();
        assertThat(first.asked).hasValue(asked);
    }

    /** Knows no library that exists. */
    private static final class SoundsFamily implements LibraryFamily {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public UserApi userApi() {
            return new UserApi("sounds");
        }

        @Override
        public String internalApi() {
            return "sounds";
        }

        @Override
        public List<String> prefixes() {
            return List.of("libsounds");
        }

        @Override
        public @Nullable ThreadControl recognise(LoadedLibrary library) {
            asked.incrementAndGet();
            return null;
        }
    }
}
