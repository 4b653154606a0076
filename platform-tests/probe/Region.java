import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicInteger;

/** A parallel region as GNU's compiler writes it, as wide as the runtime likes. Every thread of its team calls back. */
final class Region implements Work {

    private final Function gompParallel;
    private final AtomicInteger team = new AtomicInteger();
    private final Body body = data -> team.incrementAndGet();

    Region(Function gompParallel) {
        this.gompParallel = gompParallel;
    }

    @Override
    public int run() {
        team.set(0);
        gompParallel.invokeVoid(new Object[] {body, Pointer.NULL, 0, 0});
        return team.get();
    }

    /** What each thread of the team does: {@code void (*)(void *)}. */
    interface Body extends Callback {
        void run(Pointer data);
    }
}
