package energy.peerwatt.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./peerwatt bench}: measures, and checks what it measured. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures, and checks what it measured.",
        subcommands = {OrderBookCommand.class, GatewayCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
