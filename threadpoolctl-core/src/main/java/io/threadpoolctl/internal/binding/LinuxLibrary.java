package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A library behind a handle of the loader. {@code dlsym} looks through the libraries it depends on as well, so a symbol
 * counts as its own only if the address lies in it.
 */
final class LinuxLibrary implements HeldLibrary {

    private final LinkMap map;
    private final String path;
    private final DynamicLoader loader;
    private final Linker linker;
    private final NameFilter names;
    private final AtomicReference<State> state = new AtomicReference<>(State.HELD);
    private volatile @Nullable ByteBuffer loadersName;
    private volatile @Nullable ElfImage image;

    /** For as long as the caller holds it, unless it is {@linkplain #keep kept}. */
    LinuxLibrary(LinkMap map, String path, DynamicLoader loader, Linker linker) {
        this.map = map;
        this.path = path;
        this.loader = loader;
        this.linker = linker;
        this.names = NameFilter.of(linker, map);
    }

    /** Takes a hold of its own beside the caller's. */
    void keep() {
        loadersName = map.copyOfName(linker);
        loader.open(map.name());
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Object identity() {
        return map.handle();
    }

    @Override
    public String loadedAs() {
        ByteBuffer kept = loadersName;
        String name = kept == null ? linker.string(map.name()) : text(kept);
        return name == null || name.isEmpty() ? path : name;
    }

    @Override
    public @Nullable NativeFunction function(String symbol) {
        long address = own(symbol);
        return address != 0 ? linker.function(address) : null;
    }

    @Override
    public @Nullable NativeFunction reachableFunction(String symbol) {
        long address = isHeld() ? loader.symbol(map.handle(), symbol) : 0;
        return address != 0 ? linker.function(address) : null;
    }

    @Override
    public boolean exports(String symbol) {
        return own(symbol) != 0;
    }

    private long own(String symbol) {
        long address = isHeld() && names.mayContain(symbol) ? loader.symbol(map.handle(), symbol) : 0;
        return address != 0 && contains(address) ? address : 0;
    }

    private boolean contains(long address) {
        ElfImage known = image;
        if (known == null) {
            known = ElfImage.at(linker, loader.baseAt(map.dynamic()), map.base());
            image = known;
        }
        return known.end() == 0 ? loader.baseAt(address) == known.start() : known.contains(address);
    }

    /** Whether it was given back. */
    boolean isReleased() {
        return state.get() != State.HELD;
    }

    private boolean isHeld() {
        return state.get() == State.HELD;
    }

    @Override
    public void release() {
        if (state.compareAndSet(State.HELD, State.RELEASED)) {
            loader.close(map.handle());
        }
    }

    @Override
    public boolean reacquire() {
        if (state.get() == State.RELEASED) {
            boolean isOpen = open();
            if (state.compareAndSet(State.RELEASED, isOpen ? State.HELD : State.GONE)) {
                return isOpen;
            }
            if (isOpen) {
                loader.close(map.handle());
            }
        }
        return isHeld();
    }

    /** Whether it has been unloaded; from then on it stays so, whatever is loaded in its place. */
    boolean isGone() {
        if (state.get() == State.RELEASED) {
            if (!open()) {
                return forget();
            }
            loader.close(map.handle());
        }
        return state.get() == State.GONE;
    }

    /** Has it be gone unless it is held. */
    boolean forget() {
        return state.compareAndSet(State.RELEASED, State.GONE) || state.get() == State.GONE;
    }

    /** Whether there is a handle for its name now, and it is still the same library at the same place. */
    private boolean open() {
        long handle = loader.open(Objects.requireNonNull(loadersName));
        boolean isSame = handle == map.handle() && LinkMap.of(linker, handle).equals(map);
        if (!isSame) {
            loader.closeIfOpen(handle);
        }
        return isSame;
    }

    private static String text(ByteBuffer name) {
        byte[] text = new byte[name.capacity() - 1];
        name.get(0, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return path;
    }

    enum State {
        HELD,
        RELEASED,
        GONE
    }
}
