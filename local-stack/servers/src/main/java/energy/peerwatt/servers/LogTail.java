package energy.peerwatt.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log file, whatever bytes are in it. */
public final class LogTail {
    private LogTail() {}

    public static String of(Path log, int lines) {
        try {
            List<String> all = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size())) + "\n(whole log: " + log
                    + ")";
        } catch (IOException e) {
            return "(no log: " + log + ")";
        }
    }

    static boolean contains(Path log, String text) {
        return count(log, text) > 0;
    }

    /** How many lines of the log hold the text; none if there is no log. */
    public static long count(Path log, String text) {
        try {
            return Files.exists(log)
                    ? new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                            .lines()
                            .filter(line -> line.contains(text))
                            .count()
                    : 0;
        } catch (IOException notYet) {
            return 0;
        }
    }
}
