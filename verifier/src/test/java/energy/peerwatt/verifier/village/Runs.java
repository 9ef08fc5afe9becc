package energy.peerwatt.verifier.village;

import energy.peerwatt.verifier.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs the command in this process. */
public final class Runs {
    private Runs() {}

    public record Outcome(int exit, String text) {}

    /** With the chain in this process as well, which takes a tenth of the time. */
    public static Outcome verify(Village village, Path folder) {
        return CommandLines.verify(village.chain, folder, false);
    }

    /** As a user would, over HTTP. */
    public static Outcome verifyOverHttp(Village village, Path folder, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                "--bundle",
                folder.toString(),
                "--rpc",
                village.chain.address().toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    public static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = CommandLines.verifier();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(out));
        int exit = command.execute(arguments);
        return new Outcome(exit, out.toString());
    }
}
