package energy.peerwatt.benchmarks;

import java.util.List;

/** Something that is measured. A figure counts only with its check, so a wrong result ends the run. */
public interface Scenario {
    /** As it is named on the command line and in the tables. */
    String id();

    /**
     * Measures and checks.
     *
     * @return a line per figure
     * @throws WrongResult if what was computed is not what is expected
     */
    List<String> run(Effort effort);
}
