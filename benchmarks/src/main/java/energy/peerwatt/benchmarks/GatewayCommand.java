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

/** Measures the meter gateway. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the meter gateway, in a process of its own between simulated meters and a broker."
                + " Prints a line per figure; exit code 1 if a result is wrong.")
final class GatewayCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description = "Scenarios to run; all without any: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Ids.class)
    private @Nullable List<String> wanted;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long each measurement lasts, after half as long to warm up (${DEFAULT-VALUE}).")
    private int seconds;

    @Spec
    private @Nullable CommandSpec spec;

    /** The ids for the help text. */
    static final class Ids extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Ids() {
            super(ScenarioRun.ids(GatewayScenarios.all()));
        }
    }

    @Override
    public Integer call() {
        CommandSpec run = Objects.requireNonNull(spec, "run by picocli only");
        if (seconds < 1) {
            throw new ParameterException(run.commandLine(), "--seconds must be at least 1");
        }
        return new ScenarioRun(run.commandLine(), GatewayScenarios.all())
                .run(wanted, new Effort(0, 1, seconds), "%d s each, after a warm-up".formatted(seconds));
    }
}
