package io.threadpoolctl.internal.product;

import io.threadpoolctl.internal.binding.StackRoom;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a family of one's own in such a way that whatever it throws stays with it, and is told once for each method.
 *
 * <p>A family may call back into this project, which may ask it again: it gets no second chance on the same thread before
 * the first call is over, or it would go on to the end of the stack.
 */
final class FamilyCalls {

    private final String family;
    private final Consumer<String> problems;
    private final Set<String> told;
    private final String about;

    /**
     * The {@link Call} that a thread is in, in an array of the JDK's, since it stays with the thread, and nothing of ours may:
     * the thread may outlive this copy of the class. Changed by plain writes, which the end of the stack cannot keep from
     * being done.
     */
    private static final ThreadLocal<@Nullable Object[]> RUNNING = ThreadLocal.withInitial(() -> new Object[1]);

    FamilyCalls(String family, Consumer<String> problems) {
        this(family, problems, ConcurrentHashMap.newKeySet(), "");
    }

    private FamilyCalls(String family, Consumer<String> problems, Set<String> told, String about) {
        this.family = family;
        this.problems = problems;
        this.told = told;
        this.about = about;
    }

    /** The same about one library. */
    FamilyCalls about(String path) {
        return new FamilyCalls(family, problems, told, " for " + path);
    }

    /** What the call gives, or something else if it fails. */
    <T> T call(String method, Callable<T> call, T otherwise) {
        try {
            return require(method, call);
        } catch (FamilyFailedException e) {
            return otherwise;
        }
    }

    /** What the call gives, {@code null} if it gives nothing or fails. */
    <T> @Nullable T orNull(String method, Callable<@Nullable T> call) {
        return call(method, () -> Optional.ofNullable(call.call()), Optional.<T>empty())
                .orElse(null);
    }

    /**
     * What the call gives.
     *
     * @throws FamilyFailedException if it fails
     * @throws StackOverflowError if the caller has come to the end of the stack, which is not the family's fault
     */
    @SuppressWarnings("CatchingUnchecked") // the family may throw checked exceptions that it has not declared
    <T> T require(String method, Callable<T> call) {
        @Nullable Object[] running = RUNNING.get();
        Call outer = (Call) running[0];
        for (Call each = outer; each != null; each = each.outer) {
            if (each.calls.told == told) {
                throw failed(each.method, "it calls threadpoolctl, which has to ask it again");
            }
        }
        running[0] = new Call(this, method, outer);
        try {
            return call.call();
        } catch (StackOverflowError e) {
            StackRoom.requireForFirstUse();
            throw failed(method, text(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(method, text(e));
        } catch (Throwable e) {
            throw failed(method, text(e));
        } finally {
            running[0] = outer;
        }
    }

    /** Whether the calling thread was called by a family, so that it may hold what other threads wait for. */
    static boolean isInside() {
        return RUNNING.get()[0] != null;
    }

    private FamilyFailedException failed(String method, String reason) {
        String message = "The library family " + family + " failed in " + method + "()" + about + ": " + reason
                + ". Its libraries are left alone where that was needed, and all others are limited as ever.";
        if (told.add(method)) {
            problems.accept(message);
        }
        return new FamilyFailedException(message);
    }

    private static String text(Throwable e) {
        try {
            return e.toString();
        } catch (RuntimeException | Error again) {
            return e.getClass().getName();
        }
    }

    private record Call(
            FamilyCalls calls, String method, @Nullable Call outer) {}
}
