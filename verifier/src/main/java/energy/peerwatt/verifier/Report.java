package energy.peerwatt.verifier;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command prints: the counts of what was checked, then the outcome. */
final class Report {
    private static final int VERIFIED = 0;
    private static final int DIFFERENCE = 1;
    private static final int COULD_NOT_RUN = 2;

    private final boolean json;
    private @Nullable Checked checked;
    private @Nullable Difference difference;
    private @Nullable String failure;

    Report(boolean json) {
        this.json = json;
    }

    /** Something to verify, which ends in an outcome. */
    @FunctionalInterface
    interface Run {
        void verify(Report report) throws Difference, CannotRun;
    }

    void of(Checked running) {
        this.checked = running;
    }

    int exit(Run run) {
        try {
            run.verify(this);
            return VERIFIED;
        } catch (Difference e) {
            difference = e;
            return DIFFERENCE;
        } catch (CannotRun e) {
            failure = e.getMessage();
            return COULD_NOT_RUN;
        }
    }

    String text() {
        return json ? machine() : human();
    }

    private String human() {
        List<String> lines = new ArrayList<>();
        if (checked != null && !checked.counts().isEmpty()) {
            List<String> counts = new ArrayList<>();
            checked.counts().forEach((name, count) -> counts.add(name + " " + count));
            lines.add(String.join(" · ", counts));
            checked.notes().forEach(note -> lines.add("note: " + note));
            checked.warnings().forEach(warning -> lines.add("WARNING: " + warning));
        }
        if (difference != null) {
            String line = difference.line() == 0 ? "" : " line " + difference.line();
            lines.add(
                    "DIFFERENCE in " + difference.file() + line + ", " + difference.where() + ": " + difference.what());
            lines.add("  expected " + difference.expected());
            lines.add("  found    " + difference.found());
        } else {
            lines.add(failure == null ? "verified" : "could not run: " + failure);
        }
        return String.join("\n", lines) + "\n";
    }

    private String machine() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        String outcome = difference != null ? "difference" : failure != null ? "could-not-run" : "verified";
        root.put("outcome", outcome);
        if (checked != null) {
            ObjectNode counts = root.putObject("counts");
            checked.counts().forEach(counts::put);
            checked.notes().forEach(root.putArray("notes")::add);
            checked.warnings().forEach(root.putArray("warnings")::add);
        }
        if (difference != null) {
            root.putObject("difference")
                    .put("file", difference.file())
                    .put("line", difference.line())
                    .put("where", difference.where())
                    .put("what", difference.what())
                    .put("expected", difference.expected())
                    .put("found", difference.found());
        }
        if (failure != null) {
            root.put("reason", failure);
        }
        return root + "\n";
    }
}
