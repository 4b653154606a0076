import java.util.Optional;
import java.util.OptionalLong;

/** A loaded library, called past threadpoolctl. */
interface Code {

    /** The path that threadpoolctl has to know it by. */
    String path();

    /** Asks a C function {@code int f(void)}, or {@code long f(void)} if it is of BLIS; empty if there is none. */
    OptionalLong get(String function);

    /** Calls a C function {@code void f(int)}. */
    void set(String function, int value);

    /** What the library can compute; empty if it has nothing that is known here. For one thread. */
    Optional<Work> work();
}
