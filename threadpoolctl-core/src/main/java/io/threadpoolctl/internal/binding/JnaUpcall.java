package io.threadpoolctl.internal.binding;

import com.sun.jna.Callback;
import com.sun.jna.CallbackProxy;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A native function that calls back into Java, by JNA's own callbacks: for systems where {@link FfiUpcall} cannot be had. It
 * is there as long as this object.
 *
 * <p>JNA keeps what it knows about the class of a callback for as long as it lives itself, so that class is a proxy in JNA's
 * class loader and none of ours. It keeps the callback, too, and with it this class: a class loader that has used one of
 * these is not dropped before JNA's is.
 */
final class JnaUpcall implements InvocationHandler, Upcall {

    @SuppressWarnings("ThreadLocalUsage") // there is one of this class
    private final ThreadLocal<@Nullable Runnable> current = new ThreadLocal<>();

    private final Callback callback;
    private final Function function;

    JnaUpcall() {
        Class<?> type = CallbackProxy.class;
        this.callback = (Callback) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
        this.function = Function.getFunction(CallbackReference.getFunctionPointer(callback));
    }

    @Override
    public void run(Runnable body) {
        PinnedBody.run(body, current, () -> function.invokeVoid(new Object[0]));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "callback" -> {
                Runnable body = current.get();
                if (body != null) {
                    body.run();
                }
                yield null;
            }
            case "getParameterTypes" -> new Class<?>[0];
            case "getReturnType" -> void.class;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && arguments[0] == proxy;
            default -> getClass().getSimpleName();
        };
    }
}
