package io.threadpoolctl.demo;

import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;
import static org.springframework.http.MediaType.IMAGE_JPEG_VALUE;
import static org.springframework.http.MediaType.IMAGE_PNG;
import static org.springframework.http.MediaType.IMAGE_PNG_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes a picture, answers with the same picture at a lower rank. */
@RestController
@RequestMapping(
        path = "/compress",
        consumes = {IMAGE_PNG_VALUE, IMAGE_JPEG_VALUE, APPLICATION_OCTET_STREAM_VALUE, MULTIPART_FORM_DATA_VALUE},
        produces = IMAGE_PNG_VALUE)
final class CompressionController {

    private static final String DEFAULT_RANK = "40";

    private final Uploads uploads;
    private final FileCompressor files;
    private final CompressionService compression;

    CompressionController(Uploads uploads, FileCompressor files, CompressionService compression) {
        this.uploads = uploads;
        this.files = files;
        this.compression = compression;
    }

    @PostMapping
    ResponseEntity<byte[]> limited(HttpServletRequest request, @RequestParam(defaultValue = DEFAULT_RANK) int rank)
            throws IOException {
        return answer(files.compress(uploads.read(request), rank, compression::limited));
    }

    @PostMapping("/share")
    ResponseEntity<byte[]> share(HttpServletRequest request, @RequestParam(defaultValue = DEFAULT_RANK) int rank)
            throws IOException {
        return answer(files.compress(uploads.read(request), rank, compression::shared));
    }

    @PostMapping("/unlimited")
    ResponseEntity<byte[]> unlimited(HttpServletRequest request, @RequestParam(defaultValue = DEFAULT_RANK) int rank)
            throws IOException {
        return answer(files.compress(uploads.read(request), rank, compression::unlimited));
    }

    private static ResponseEntity<byte[]> answer(CompressedFile file) {
        Compressed compressed = file.compressed();
        return ResponseEntity.ok()
                .contentType(IMAGE_PNG)
                .header("X-Relative-Error", decimal("%.6f", compressed.relativeError()))
                .header("X-Original-Numbers", Long.toString(file.originalNumbers()))
                .header("X-Kept-Numbers", Long.toString(compressed.numbers()))
                .header("X-Kept-Share", decimal("%.3f", compressed.keptShare()))
                .header("Server-Timing", file.timing().header())
                .body(file.png());
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
