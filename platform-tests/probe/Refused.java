import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.Threadpools;

/** A whole small use of threadpoolctl, on a Java where it has to do without native code; ends with 0 if it does. */
final class Refused {

    private Refused() {}

    public static void main(String[] arguments) {
        Threadpools pools = Threadpools.ofProcess();
        try (LimitScope scope = pools.limit(Limits.blas(1))) {
            require(scope.original().isEmpty(), "a pool is limited");
        }
        pools.run(Limits.all(1), () -> System.out.println("the body has run"));
        pools.limitProcess(Limits.openmp(1));
        pools.refresh();
        require(pools.info().isEmpty(), "there are pools");
        require(pools.snapshot().pools().isEmpty(), "there are pools in the snapshot");
        require(pools.snapshot().openScopes() == 0, "a scope is open");
        require(pools.warnings().size() == 1, "there is not one warning: " + pools.warnings());
        NativeAccessException problem = pools.problem().orElseThrow();
        require(pools.warnings().get(0).message().equals(problem.getMessage()), "the warning is about something else");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
