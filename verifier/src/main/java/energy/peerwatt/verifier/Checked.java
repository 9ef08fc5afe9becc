package energy.peerwatt.verifier;

import java.util.List;
import java.util.Map;

/** What a run has found out so far. */
interface Checked {
    /** What was checked, by name, in order of checking. */
    Map<String, Long> counts();

    List<String> notes();

    /** What this run says nothing about though it is there. */
    List<String> warnings();
}
