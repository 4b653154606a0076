package io.threadpoolctl.actuate;

import io.threadpoolctl.NativeCaller;
import io.threadpoolctl.NativeCallers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer of {@link ThreadpoolCallersEndpoint}.
 *
 * @param seconds for how long samples were taken
 * @param samples how often a thread was seen in a library's native code
 * @param callers the methods, those that were seen most often first
 * @param remedy the annotation to write first, and where; left out if nothing is to be done
 */
public record CallersDescriptor(
        long seconds,
        long samples,
        List<NativeCaller> callers,
        @Nullable String remedy) implements OperationResponseBody {

    static CallersDescriptor of(NativeCallers callers) {
        return new CallersDescriptor(
                callers.duration().toSeconds(), callers.samples(), callers.callers(), callers.remedy());
    }
}
