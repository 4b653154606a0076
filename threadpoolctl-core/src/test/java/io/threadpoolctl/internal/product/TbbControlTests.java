package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order of calls into oneTBB, and what becomes of it when one of them fails. */
class TbbControlTests {

    private static final String CREATE = "_ZN3tbb6detail2r16createERNS0_2d114global_controlE";
    private static final String DESTROY = "_ZN3tbb6detail2r17destroyERNS0_2d114global_controlE";
    private static final String ACTIVE = "_ZN3tbb6detail2r127global_control_active_valueEi";

    private static final String OLD_CREATE = "_ZN3tbb10interface914global_control15internal_createEv";
    private static final String OLD_DESTROY = "_ZN3tbb10interface914global_control16internal_destroyEv";
    private static final String OLD_ACTIVE = "_ZN3tbb10interface914global_control12active_valueEi";
    private static final int NEXT_AT = Long.BYTES;

    private final List<String> calls = new ArrayList<>();
    private final ConcurrentMap<Object, Object> place = new ConcurrentHashMap<>();
    private @Nullable String failing;
    private int active = 4;

    private final RecordedLibrary library = new RecordedLibrary("/lib/libtbb.so.12")
            .with(CREATE, argument -> call("create"))
            .with(DESTROY, argument -> call("destroy"))
            .with(ACTIVE, argument -> active);

    private final TbbControl control = control();

    @Test
    void theNextBoundIsCreatedBeforeTheFormerOneIsDestroyed() {
        assertThat(control.limit(1)).isEqualTo(4);
        control.limit(3);
        control.restore(4);
        assertThat(calls).containsExactly("create", "create", "destroy", "destroy");
    }

    @Test
    void anotherCopyDestroysWhatThisOneHasCreated() {
        control.limit(1);
        control().restore(4);
        assertThat(calls).containsExactly("create", "destroy");
        control.restore(4);
        assertThat(calls).containsExactly("create", "destroy");
    }

    @Test
    void whatHeldBeforeTheFirstBoundIsTold() {
        control.limit(2);
        active = 2;
        assertThat(control.limit(1)).isEqualTo(4);
        control.restore(4);
        assertThat(control.limit(1)).isEqualTo(2);
    }

    @Test
    void aBoundThatMayNotHaveBeenCreatedIsDestroyed() {
        failing = "create";
        assertThatThrownBy(() -> control.limit(1)).hasMessage("create");
        assertThat(calls).containsExactly("create", "destroy");
        failing = null;
        control.limit(1);
        control.restore(4);
        assertThat(calls).containsExactly("create", "destroy", "create", "destroy");
    }

    @Test
    void aBoundThatCouldNotBeDestroyedIsDestroyedLater() {
        control.limit(1);
        failing = "destroy";
        control.limit(3);
        assertThatThrownBy(() -> control.restore(4)).hasMessage("destroy");
        failing = null;
        calls.clear();
        control.restore(4);
        assertThat(calls).containsExactly("destroy", "destroy");
    }

    @Test
    void ifNoneCanBeDestroyedNoMoreAreCreated() {
        failing = "destroy";
        for (int i = 1; i < TbbControl.SHARED_SIZE; i++) {
            control.limit(1);
        }
        assertThatThrownBy(() -> control.limit(1)).isInstanceOf(IllegalStateException.class);
        assertThat(calls.stream().filter("create"::equals)).hasSize(TbbControl.SHARED_SIZE - 1);
    }

    /** It would crash the TBB before oneTBB, which writes into the memory of a bound when it creates it. */
    @Test
    void inAnOldTbbABoundThatWasNotCreatedIsNotDestroyed() {
        RecordedLibrary old = new RecordedLibrary("/lib/libtbb.so.2")
                .with(OLD_CREATE, argument -> 0, arguments -> {
                    call("create");
                    ((ByteBuffer) arguments[0]).putLong(NEXT_AT, 0);
                })
                .with(OLD_DESTROY, argument -> call("destroy"))
                .with(OLD_ACTIVE, argument -> active);
        TbbControl ofOld = Objects.requireNonNull(new Tbb(() -> place).control(old::function, null, null));
        failing = "create";
        assertThatThrownBy(() -> ofOld.limit(1)).hasMessage("create");
        assertThat(calls).containsExactly("create");
        failing = null;
        assertThat(ofOld.limit(1)).isEqualTo(4);
        ofOld.limit(2);
        ofOld.restore(4);
        assertThat(calls).containsExactly("create", "create", "create", "destroy", "destroy");
    }

    private TbbControl control() {
        return Objects.requireNonNull(new Tbb(() -> place).control(library::function, null, null));
    }

    private int call(String name) {
        calls.add(name);
        if (name.equals(failing)) {
            throw new IllegalStateException(name);
        }
        return 0;
    }
}
