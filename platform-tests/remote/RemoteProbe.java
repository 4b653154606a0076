import java.nio.file.Path;

/** The {@link Probe}, of a helper process. */
final class RemoteProbe {

    private RemoteProbe() {}

    /** @param arguments the file of the table, see {@link Expected#table} */
    public static void main(String[] arguments) throws Exception {
        Remote.begin();
        Probe.check(new RemoteSubject(), Expected.table(Path.of(arguments[0])));
    }
}
