package energy.peerwatt.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What every command that measures does: a line per figure, exit code 1 if anything came out wrong. */
record ScenarioRun(CommandLine command, List<Scenario> all) {

    /** The names of scenarios, each once. */
    static Set<String> ids(List<Scenario> scenarios) {
        Set<String> ids = new LinkedHashSet<>();
        scenarios.forEach(scenario -> ids.add(scenario.id()));
        return ids;
    }

    /**
     * @param wanted names of scenarios; null for all
     * @param how a line about the runs
     * @return the exit code
     */
    int run(@Nullable List<String> wanted, Effort effort, String how) {
        List<Scenario> chosen = chosen(wanted);
        PrintWriter out = command.getOut();
        Machine.describe().forEach(out::println);
        out.printf("runs  %s%n%n", how);
        out.flush();
        for (Scenario scenario : chosen) {
            try {
                scenario.run(effort).forEach(out::println);
                out.flush();
            } catch (WrongResult wrong) {
                command.getErr().println("WRONG: " + wrong.getMessage());
                return 1;
            }
        }
        return 0;
    }

    private List<Scenario> chosen(@Nullable List<String> wanted) {
        if (wanted == null) {
            return all;
        }
        List<Scenario> chosen = new ArrayList<>();
        for (String id : wanted) {
            List<Scenario> named = all.stream()
                    .filter(scenario -> scenario.id().equals(id.toUpperCase(Locale.ROOT)))
                    .toList();
            if (named.isEmpty()) {
                throw new ParameterException(
                        command, "there is no scenario " + id + "; there are " + String.join(", ", ids(all)));
            }
            chosen.addAll(named);
        }
        return chosen;
    }
}
