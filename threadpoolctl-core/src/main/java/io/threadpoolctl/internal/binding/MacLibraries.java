package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of a macOS process, as its loader lists them: {@code _dyld_image_count}, {@code _dyld_get_image_name} and
 * {@code _dyld_get_image_header} of {@code <mach-o/dyld.h>}.
 *
 * <p>New images come last, so their number and the last one tell whether there are new ones. If they come and go while they
 * are listed, an index may give the name of one and the header of another: then they are listed again. An index that is gone
 * gives nulls and is left out.
 *
 * <p>Written to the documented interface, not yet run on macOS.
 */
final class MacLibraries implements LoadedLibraries {

    /** Without {@code RTLD_LOCAL} macOS would make a private library visible to all. */
    private static final int RTLD_LOCAL_NOLOAD = 0x4 | 0x10;

    private static final int TRIES = 16;

    private final Linker linker;
    private final DynamicLoader loader;
    private final IntSupplier imageCount;
    private final IntFunction<@Nullable String> imageName;
    private final NativeFunction imageHeader;
    private final IntUnaryOperator lowerHalfOfHeader;
    private final ExaminedModules<Image> examined = new ExaminedModules<>();
    private volatile Listed seen = new Listed(-1, 0);

    MacLibraries(Linker linker) {
        this.linker = linker;
        this.loader = new DynamicLoader(linker, RTLD_LOCAL_NOLOAD);
        this.imageCount = linker.require("_dyld_image_count").asIntSupplier();
        this.imageName = linker.require("_dyld_get_image_name").asIntToString();
        this.imageHeader = linker.require("_dyld_get_image_header");
        this.lowerHalfOfHeader = imageHeader.asIntUnaryOperator();
    }

    @Override
    public boolean mayHaveChanged() {
        return !isNow(seen);
    }

    @Override
    public List<LoadedLibrary> scan(Predicate<LoadedLibrary> wanted) {
        Listed listed = listed();
        List<Image> images = images(listed.count());
        for (int tries = 1; tries < TRIES && !isNow(listed); tries++) {
            listed = listed();
            images = images(listed.count());
        }
        List<LoadedLibrary> libraries = examined.update(images, this::hold, wanted);
        seen = listed;
        return libraries;
    }

    private Listed listed() {
        int count = imageCount.getAsInt();
        return new Listed(count, count == 0 ? 0 : lowerHalfOfHeader.applyAsInt(count - 1));
    }

    private boolean isNow(Listed listed) {
        int count = listed.count();
        return imageCount.getAsInt() == count
                && (count == 0 || lowerHalfOfHeader.applyAsInt(count - 1) == listed.last());
    }

    private List<Image> images(int count) {
        List<Image> images = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String path = imageName.apply(index);
            long header = imageHeader.call(index);
            if (path != null && header != 0) {
                images.add(new Image(path, header));
            }
        }
        return images;
    }

    @Override
    public void reconsider() {
        examined.reconsider();
    }

    private @Nullable HeldLibrary hold(Image image) {
        long handle = loader.open(image.path());
        return handle == 0 ? null : new MacLibrary(image, handle, loader, linker);
    }

    /**
     * An image of the loader.
     *
     * @param header the address of its Mach-O header, which is where it begins
     */
    record Image(String path, long header) {}

    /**
     * The state of the list.
     *
     * @param count of images
     * @param last the lower half of the address of the last one's header
     */
    private record Listed(int count, int last) {}
}
