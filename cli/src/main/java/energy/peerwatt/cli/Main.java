package energy.peerwatt.cli;

import energy.peerwatt.cli.clear.ClearCommand;
import picocli.CommandLine;

/** {@code java -jar cli.jar COMMAND}; exit code 2 for a wrong command line, the rest each command says. */
@CommandLine.Command(
        name = "peerwatt",
        description = "Commands that need no running stack.",
        mixinStandardHelpOptions = true,
        subcommands = ClearCommand.class)
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Options may be written in any case. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
