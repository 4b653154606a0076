package io.threadpoolctl.demo;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives a picture to try, so that nobody needs one of their own. */
@RestController
final class SampleController {

    private final byte[] png;

    SampleController(PictureCodec codec) {
        this.png = codec.encode(Planes.of(SamplePicture.draw()));
    }

    @GetMapping(path = "/sample.png", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> sample() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(png);
    }
}
