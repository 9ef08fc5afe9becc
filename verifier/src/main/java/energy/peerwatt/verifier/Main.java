package energy.peerwatt.verifier;

import picocli.CommandLine;

/** {@code java -jar verifier.jar verify [options]}; exit codes 0 verified, 1 difference, 2 could not run. */
@CommandLine.Command(
        name = "verifier",
        description = "Recomputes what PeerWatt published.",
        mixinStandardHelpOptions = true,
        subcommands = VerifyCommand.class)
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
