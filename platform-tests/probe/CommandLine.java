import io.threadpoolctl.cli.shaded.jackson.jr.ob.JSON;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What the command line prints of the same libraries, in a process of its own. */
final class CommandLine {

    private CommandLine() {}

    static void check(Subject subject, List<Library> libraries) throws Exception {
        List<String> paths =
                libraries.stream().map(library -> library.row().path()).toList();
        Process process = new ProcessBuilder(subject.commandLine(paths))
                .redirectError(Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Check.same(process.waitFor(), 0, "exit code of the command line, which printed " + output);
        List<Row> rows = JSON.std.listOfFrom(Object.class, output).stream()
                .map(entry -> Row.of((Map<?, ?>) entry))
                .toList();
        Check.sameElements(rows, Library.rows(libraries), "the command line's JSON");
        System.out.println("command line  JSON of " + rows.size() + " libraries as expected");
    }
}
