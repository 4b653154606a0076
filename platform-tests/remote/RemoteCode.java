import io.threadpoolctl.internal.binding.RemoteProcess;
import java.util.Optional;
import java.util.OptionalLong;

/** A library in the helper process. */
record RemoteCode(String path) implements Code {

    private static final int SIZE = Integer.getInteger("probe.size", 384);

    @Override
    public OptionalLong get(String function) {
        long getter = RemoteProcess.find(path, function);
        if (getter == 0) {
            return OptionalLong.empty();
        }
        long value = RemoteProcess.call(getter);
        return OptionalLong.of(function.startsWith("bli_") ? value : (int) value);
    }

    @Override
    public void set(String function, int value) {
        RemoteProcess.call(RemoteProcess.find(path, function), value);
    }

    @Override
    public Optional<Work> work() {
        long product = RemoteProcess.find(path, "cblas_dgemm");
        if (product != 0) {
            return Optional.of(() -> {
                Check.that(RemoteProcess.multiply(product, SIZE), "a product of matrices is wrong");
                return Work.NOT_KNOWN;
            });
        }
        long region = RemoteProcess.find(path, "GOMP_parallel");
        return region == 0 ? Optional.empty() : Optional.of(() -> RemoteProcess.region(region));
    }
}
