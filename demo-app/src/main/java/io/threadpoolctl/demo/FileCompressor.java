package io.threadpoolctl.demo;

import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** From the file of a picture to the file of the compressed one. Only the numeric part in between may be limited. */
@Component
final class FileCompressor {

    private final PictureCodec codec;

    FileCompressor(PictureCodec codec) {
        this.codec = codec;
    }

    CompressedFile compress(byte[] file, int rank, BiFunction<Picture, Integer, Compressed> numericPart) {
        ServerTiming timing = new ServerTiming();
        Picture original = timing.measure("decode", () -> codec.decode(file));
        if (rank < 1 || rank > original.highestRank()) {
            throw Refusal.rankOutOfRange(rank, original);
        }
        Compressed compressed = timing.measure("svd", () -> numericPart.apply(original, rank));
        byte[] png = timing.measure("encode", () -> codec.encode(compressed.picture()));
        return new CompressedFile(png, original.numbers(), compressed, timing);
    }
}
