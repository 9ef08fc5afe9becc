package energy.peerwatt.cli;

import energy.peerwatt.cli.clear.ClearCommand;
import energy.peerwatt.cli.probe.ProbeCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** {@code java -jar cli.jar COMMAND}; exit code 2 for a wrong command line, the rest each command says. */
@CommandLine.Command(
        name = "peerwatt",
        description = "Commands that need no running stack.",
        mixinStandardHelpOptions = true,
        subcommands = {ClearCommand.class, ProbeCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // UTF-8 whatever the machine's locale: the same file gives the same bytes everywhere.
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        int exitCode = commandLine().setOut(out).execute(args);
        out.flush();
        System.exit(exitCode);
    }

    /** Options may be written in any case. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
