package io.threadpoolctl.demo;

import io.threadpoolctl.spring.ThreadpoolLimits;
import org.springframework.stereotype.Service;

/**
 * The same work under different limits. What Java does before and after the native part is under them as well: it wants a
 * processor, too, and a share counts only those that it knows of.
 */
@Service
class CompressionService {

    private final PictureCodec codec;

    CompressionService(PictureCodec codec) {
        this.codec = codec;
    }

    /** Computes on the calling thread alone. */
    @ThreadpoolLimits(blas = 1)
    public CompressedFile limited(byte[] file, int rank) {
        return compress(file, rank);
    }

    /** Divides the processors among all calls that are under way: one alone has them all. */
    @ThreadpoolLimits(blas = ThreadpoolLimits.SHARE)
    public CompressedFile shared(byte[] file, int rank) {
        return compress(file, rank);
    }

    /** Lets the native library take as many threads as it likes. */
    public CompressedFile unlimited(byte[] file, int rank) {
        return compress(file, rank);
    }

    private CompressedFile compress(byte[] file, int rank) {
        ServerTiming timing = new ServerTiming();
        Picture original = timing.measure("decode", () -> codec.decode(file));
        if (rank < 1 || rank > original.highestRank()) {
            throw Refusal.rankOutOfRange(rank, original);
        }
        Compressed compressed = timing.measure("svd", () -> Compressed.of(original, rank));
        byte[] png = timing.measure("encode", () -> codec.encode(compressed.picture()));
        return new CompressedFile(png, original.numbers(), compressed, timing);
    }
}
