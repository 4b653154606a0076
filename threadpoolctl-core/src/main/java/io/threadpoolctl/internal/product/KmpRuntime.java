package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.NativeFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One loaded OpenMP runtime of LLVM's or Intel's, and whether it may be called.
 *
 * <p>Of several such runtimes in a process only the first that is called lives: the first call into another one ends the
 * process, or blocks it. So a runtime that has not been initialised is called only if no other is there or will be loaded
 * by an MKL that is asleep; and initialised means: somebody else has made that first call, and it went well.
 *
 * <p>{@code int __kmpc_global_num_threads(ident_t*)} tells how many threads a runtime knows, and initialises nothing ("can
 * be called in any context", says {@code kmp_csupport.cpp}). Threads that end are not counted any more, so beside it the
 * {@linkplain KmpRegistration registration} counts.
 *
 * <p>Where another one is visible to the whole process, the loader takes that one's functions for some that a runtime calls
 * in itself (measured: {@code kmp_set_defaults}, and the first call of each thread). Such a runtime is not called even if
 * somebody has used it, unless it went well before: which function a call goes to is settled when it is first made.
 */
final class KmpRuntime implements Readiness {

    /** By this function such a runtime is told: compiled code enters parallel regions through it. */
    static final String MARK = "__kmpc_fork_call";

    static final String KNOWN_THREADS = "__kmpc_global_num_threads";

    /** For a pointer that is not read. */
    private static final int NULL = 0;

    private final long base;
    private final KmpRuntimes all;
    private final @Nullable IntUnaryOperator knownThreads;
    private volatile boolean used;
    private volatile boolean proven;
    private volatile boolean interposed;
    private volatile @Nullable String path;

    /**
     * @param base where it lies, which tells it from others
     * @param __kmpc_global_num_threads {@code null} where the runtime does not have it
     */
    KmpRuntime(long base, KmpRuntimes all, @Nullable NativeFunction __kmpc_global_num_threads) {
        this.base = base;
        this.all = all;
        this.knownThreads = __kmpc_global_num_threads == null ? null : __kmpc_global_num_threads.asIntUnaryOperator();
    }

    long base() {
        return base;
    }

    @Override
    public boolean isReady() {
        return proven || ((isUsed() || all.isAlone(this)) && mayBeCalled());
    }

    @Override
    public boolean mayBeCalled() {
        if (proven) {
            return true;
        }
        if (!isUsed()) {
            long registered = all.registered();
            if (registered == base) {
                used = true;
            } else if (registered != KmpRegistration.NOBODY || !all.isAlone(this)) {
                return false;
            }
        }
        return !isInterposed();
    }

    /** Whether functions that were not called before, or by others, may be called. */
    Readiness forTheFirstTime() {
        return new Readiness() {
            @Override
            public boolean isReady() {
                return KmpRuntime.this.isReady() && !isInterposed();
            }

            @Override
            public boolean mayBeCalled() {
                return KmpRuntime.this.mayBeCalled() && !isInterposed();
            }
        };
    }

    /** To be told when it has been called. */
    void called() {
        used = true;
    }

    /** To be told when its count has been read and set. */
    void limited() {
        used = true;
        proven = true;
    }

    /** The file that it was loaded from; {@code null} if that is not known yet. */
    @Nullable
    String path() {
        return path;
    }

    void path(String file) {
        path = file;
    }

    /** As far as can be told for next to nothing. Once it has been, it stays so. */
    private boolean isUsed() {
        if (!used && knownThreads != null && knownThreads.applyAsInt(NULL) > 0) {
            used = true;
        }
        return used;
    }

    private boolean isInterposed() {
        if (!interposed && !all.isAlone(this)) {
            KmpRuntime first = all.visible();
            interposed = first != null && first != this;
        }
        return interposed;
    }
}
