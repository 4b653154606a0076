package io.threadpoolctl.demo;

import io.threadpoolctl.spring.ThreadpoolLimits;
import org.springframework.stereotype.Service;

/**
 * The same work under different limits: the numeric part alone. While a scope is open, its limit is everybody's, so what
 * a stranger's file makes of a decoder stays outside.
 */
@Service
class CompressionService {

    /** Computes on the calling thread alone. */
    @ThreadpoolLimits(blas = 1)
    public Compressed limited(Picture picture, int rank) {
        return Compressed.of(picture, rank);
    }

    /** Divides the processors among all calls that are under way: one alone has them all. */
    @ThreadpoolLimits(blas = ThreadpoolLimits.SHARE)
    public Compressed shared(Picture picture, int rank) {
        return Compressed.of(picture, rank);
    }

    /** Lets the native library take as many threads as it likes. */
    public Compressed unlimited(Picture picture, int rank) {
        return Compressed.of(picture, rank);
    }
}
