package energy.peerwatt.supervisor.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./peerwatt}. */
@Command(
        name = "peerwatt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "A local PeerWatt stack.",
        subcommands = {RunCommand.class})
public final class Supervisor {
    private Supervisor() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Supervisor()).execute(arguments));
    }
}
