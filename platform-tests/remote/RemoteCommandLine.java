import io.threadpoolctl.cli.Main;

/** The command line, of a helper process. */
final class RemoteCommandLine {

    private RemoteCommandLine() {}

    /** @param arguments those of the command line */
    public static void main(String[] arguments) throws Exception {
        Remote.begin();
        Main.main(arguments);
    }
}
