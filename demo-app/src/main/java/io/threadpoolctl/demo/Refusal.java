package io.threadpoolctl.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

/** Why a request was refused, for the one who sent it: what was given, what is allowed, what to do. */
final class Refusal extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private static final String SEND_A_PICTURE = "Send the bytes of a PNG or JPEG file as the request body, or as the"
            + " file field 'picture' of a multipart form; GET /sample.png gives one to try.";

    private static final String SAVE_AGAIN = "Save it again as a plain PNG or JPEG, or raise demo.max-scans.";

    private Refusal(HttpStatus status, String title, String detail, @Nullable Throwable cause) {
        super(status, problem(status, title, detail), cause);
    }

    static Refusal nothingSent() {
        return new Refusal(
                HttpStatus.BAD_REQUEST, "No picture", "The picture is empty: 0 bytes. " + SEND_A_PICTURE, null);
    }

    static Refusal noFileField(Collection<String> given) {
        String detail = "The form has no file field 'picture'; its file fields are: " + given + ". " + SEND_A_PICTURE;
        return new Refusal(HttpStatus.BAD_REQUEST, "No picture", detail, null);
    }

    static Refusal brokenForm(Throwable cause) {
        String detail = "The multipart form cannot be read. " + SEND_A_PICTURE;
        return new Refusal(HttpStatus.BAD_REQUEST, "Broken form", detail, cause);
    }

    static Refusal bodyTooLarge(DataSize limit) {
        String detail = String.format(
                Locale.ROOT,
                "The request body is larger than the allowed %,d bytes. Send a smaller file, or raise demo.max-upload.",
                limit.toBytes());
        return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "Upload too large", detail, null);
    }

    static Refusal notAPicture(byte[] bytes) {
        String detail = "The " + bytes.length + " bytes sent begin with '" + beginning(bytes)
                + "', which is neither PNG nor JPEG. " + SEND_A_PICTURE;
        return new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Neither PNG nor JPEG", detail, null);
    }

    static Refusal unsupportedType(String given) {
        String detail = "The content type is " + given + "; allowed are image/png, image/jpeg,"
                + " application/octet-stream and multipart/form-data. " + SEND_A_PICTURE;
        return new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content type not supported", detail, null);
    }

    static Refusal damaged(PictureFormat format, Exception damage) {
        String reason = Objects.requireNonNullElse(damage.getMessage(), "the reader gives no reason");
        String detail = "The file begins as " + format + " but is damaged, cut off, or of a kind that cannot be read: "
                + reason + ". Check that it opens elsewhere, or save it again as a plain PNG.";
        return new Refusal(HttpStatus.BAD_REQUEST, "Picture unreadable", detail, damage);
    }

    static Refusal tooManyPixels(int width, int height, int allowed) {
        String detail = String.format(
                Locale.ROOT,
                "The picture is %d x %d pixels, %,d in all; allowed are %,d."
                        + " Scale it down, or raise demo.max-pixels.",
                width,
                height,
                (long) width * height,
                allowed);
        return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "Picture too large", detail, null);
    }

    static Refusal tooManyScans(int scans, int allowed) {
        String detail = String.format(
                Locale.ROOT,
                "The JPEG file has %,d scans, each a pass over the whole picture; allowed are %,d. " + SAVE_AGAIN,
                scans,
                allowed);
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "Too many scans", detail, null);
    }

    static Refusal tooManyPasses(int allowed) {
        String detail = String.format(
                Locale.ROOT,
                "Decoding takes more than the allowed %,d passes over the picture. " + SAVE_AGAIN,
                allowed);
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "Too many passes", detail, null);
    }

    static Refusal busy(Duration waited) {
        String detail = "So many pictures are decoded and encoded now that this one found no place in "
                + waited.toSeconds() + " seconds. Try again later.";
        return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "Busy", detail, null);
    }

    static Refusal rankOutOfRange(int rank, Picture picture) {
        String detail = "rank is " + rank + "; for this picture of " + picture.width() + " x " + picture.height()
                + " pixels allowed is 1 to " + picture.highestRank() + ", its smaller side.";
        return new Refusal(HttpStatus.BAD_REQUEST, "Rank out of range", detail, null);
    }

    static Refusal notANumber(String parameter, @Nullable Object given) {
        String detail = parameter + " is '" + given
                + "'; allowed is a whole number from 1 to the smaller side of the picture in pixels, 40 if left out.";
        return new Refusal(HttpStatus.BAD_REQUEST, "Rank not a number", detail, null);
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }

    private static String beginning(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        return text.replaceAll("[^ -~]", ".");
    }
}
