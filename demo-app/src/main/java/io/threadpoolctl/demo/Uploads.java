package io.threadpoolctl.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.util.WebUtils;

/** Reads a picture's bytes from the body of a request, or from the file field {@code picture} of a form. */
@Component
final class Uploads {

    private final DataSize limit;

    Uploads(DemoProperties properties) {
        this.limit = properties.maxUpload();
    }

    byte[] read(HttpServletRequest request) throws IOException {
        MultipartRequest form = WebUtils.getNativeRequest(request, MultipartRequest.class);
        byte[] bytes = form == null ? body(request) : file(form);
        if (bytes.length == 0) {
            throw Refusal.nothingSent();
        }
        return bytes;
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > limit.toBytes()) {
            throw Refusal.bodyTooLarge(limit);
        }
        try (InputStream body = request.getInputStream()) {
            byte[] bytes = body.readNBytes((int) limit.toBytes() + 1);
            if (bytes.length > limit.toBytes()) {
                throw Refusal.bodyTooLarge(limit);
            }
            return bytes;
        }
    }

    private static byte[] file(MultipartRequest form) throws IOException {
        MultipartFile file = form.getFile("picture");
        if (file == null) {
            throw Refusal.noFileField(form.getMultiFileMap().keySet());
        }
        return file.getBytes();
    }
}
