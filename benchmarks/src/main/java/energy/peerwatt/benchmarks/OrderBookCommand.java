package energy.peerwatt.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the order book: a line per figure, exit code 1 if anything came out wrong. */
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

    @Option(names = "--seconds", defaultValue = "60", description = "How long EZ-L lasts (${DEFAULT-VALUE}).")
    private int seconds;

    @Spec
    private @Nullable CommandSpec spec;

    /** The ids for the help text. */
    static final class Ids extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Ids() {
            super(ids());
        }
    }

    private static Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        OrderBookScenarios.all().forEach(scenario -> ids.add(scenario.id()));
        return ids;
    }

    @Override
    public Integer call() {
        List<Scenario> chosen = chosen();
        if (iterations < 1 || warmUps < 0 || seconds < 1) {
            throw new ParameterException(
                    spec().commandLine(), "--iterations and --seconds must be at least 1, --warm-ups at least 0");
        }
        PrintWriter out = spec().commandLine().getOut();
        Machine.describe().forEach(out::println);
        out.printf("runs  %d that count after %d that do not; median (lowest-highest)%n%n", iterations, warmUps);
        out.flush();
        Effort effort = new Effort(warmUps, iterations, seconds);
        for (Scenario scenario : chosen) {
            try {
                scenario.run(effort).forEach(out::println);
                out.flush();
            } catch (WrongResult wrong) {
                spec().commandLine().getErr().println("WRONG: " + wrong.getMessage());
                return 1;
            }
        }
        return 0;
    }

    private List<Scenario> chosen() {
        if (wanted == null) {
            return OrderBookScenarios.all();
        }
        List<Scenario> chosen = new ArrayList<>();
        for (String id : wanted) {
            List<Scenario> named = OrderBookScenarios.all().stream()
                    .filter(scenario -> scenario.id().equals(id.toUpperCase(Locale.ROOT)))
                    .toList();
            if (named.isEmpty()) {
                throw new ParameterException(
                        spec().commandLine(), "there is no scenario " + id + "; there are " + String.join(", ", ids()));
            }
            chosen.addAll(named);
        }
        return chosen;
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "run by picocli only");
    }
}
