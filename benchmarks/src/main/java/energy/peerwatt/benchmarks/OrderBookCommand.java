package energy.peerwatt.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the order book. */
@Command(
        name = "order-book",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the order book. Prints a line per figure; exit code 1 if a result is wrong.")
final class OrderBookCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description = "Scenarios to run; all without any: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Ids.class)
    private @Nullable List<String> wanted;

    @Option(names = "--iterations", defaultValue = "7", description = "Runs that count (${DEFAULT-VALUE}).")
    private int iterations;

    @Option(names = "--warm-ups", defaultValue = "3", description = "Runs before them (${DEFAULT-VALUE}).")
    private int warmUps;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long EZ-L and each API-1 last (${DEFAULT-VALUE}).")
    private int seconds;

    @Spec
    private @Nullable CommandSpec spec;

    /** The ids for the help text. */
    static final class Ids extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Ids() {
            super(ScenarioRun.ids(OrderBookScenarios.all()));
        }
    }

    @Override
    public Integer call() {
        CommandSpec run = Objects.requireNonNull(spec, "run by picocli only");
        if (iterations < 1 || warmUps < 0 || seconds < 1) {
            throw new ParameterException(
                    run.commandLine(), "--iterations and --seconds must be at least 1, --warm-ups at least 0");
        }
        return new ScenarioRun(run.commandLine(), OrderBookScenarios.all())
                .run(
                        wanted,
                        new Effort(warmUps, iterations, seconds),
                        "%d that count after %d that do not; median (lowest-highest)".formatted(iterations, warmUps));
    }
}
