package energy.peerwatt.street.profile.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code time,load_kw,pv_kw}: local times at one interval, mean kilowatts. */
public final class ProfileCsv {
    private static final String HEADER = "time,load_kw,pv_kw";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd[ ]['T']HH:mm[:ss]");
    private static final BigDecimal MOST_KILOWATTS = BigDecimal.valueOf(1_000);
    private static final int KILOWATT_TO_MILLIWATT_DIGITS = 6;
    private static final int MOST_PROBLEMS = 20;

    private final List<String> problems = new ArrayList<>();
    private final List<Recording.Row> rows = new ArrayList<>();
    private @Nullable LocalDateTime first;
    private @Nullable LocalDateTime last;
    private @Nullable Duration interval;

    /** What became of a file. */
    public sealed interface Outcome {
        /** It can be used. */
        record Read(Recording recording) implements Outcome {}

        /** It cannot: each problem names its line, counted from 1, and the reason; the first twenty are told. */
        record Rejected(List<String> problems) implements Outcome {
            public Rejected {
                problems = List.copyOf(problems);
            }
        }
    }

    private ProfileCsv() {}

    /** Reads the lines of a file; empty lines are skipped. */
    public static Outcome read(List<String> lines) {
        return new ProfileCsv().outcome(lines);
    }

    private Outcome outcome(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
            problems.add("line 1: the header has to be " + HEADER);
            return new Outcome.Rejected(problems);
        }
        for (int index = 1; index < lines.size() && problems.size() < MOST_PROBLEMS; index++) {
            if (!lines.get(index).isBlank()) {
                line(index + 1, lines.get(index).strip());
            }
        }
        if (!problems.isEmpty()) {
            return new Outcome.Rejected(problems);
        }
        if (first == null
                || interval == null
                || interval.multipliedBy(rows.size()).toDays() < 1) {
            return new Outcome.Rejected(
                    List.of("line " + lines.size() + ": the file ends before a whole day is recorded"));
        }
        return new Outcome.Read(new Recording(first.toLocalTime().toSecondOfDay(), interval.toSeconds(), rows));
    }

    private void line(int number, String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != 3) {
            problems.add("line " + number + ": 3 fields expected, found " + fields.length);
            return;
        }
        time(number, fields[0].strip());
        rows.add(new Recording.Row(
                milliwatts(number, "load_kw", fields[1].strip()), milliwatts(number, "pv_kw", fields[2].strip())));
    }

    private void time(int number, String text) {
        LocalDateTime time;
        try {
            time = LocalDateTime.parse(text, TIME);
        } catch (DateTimeParseException e) {
            problems.add("line " + number + ": time is not like 2011-12-01 00:30:00: " + text);
            return;
        }
        if (last == null) {
            first = time;
        } else {
            Duration step = Duration.between(last, time);
            if (interval == null && step.isPositive()) {
                interval = step;
            }
            if (!step.equals(interval)) {
                problems.add("line " + number + ": time " + text + " is " + seconds(step) + " after the line before"
                        + (interval == null ? ", not later" : ", the interval of this file is " + seconds(interval)));
            }
        }
        last = time;
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private long milliwatts(int number, String field, String text) {
        BigDecimal kilowatts;
        try {
            kilowatts = new BigDecimal(text);
        } catch (NumberFormatException e) {
            problems.add("line " + number + ": " + field + " is not a number: " + (text.isEmpty() ? "(empty)" : text));
            return 0;
        }
        if (kilowatts.signum() < 0 || kilowatts.compareTo(MOST_KILOWATTS) > 0) {
            problems.add("line " + number + ": " + field + " is outside 0 to " + MOST_KILOWATTS + " kW: " + text);
            return 0;
        }
        return kilowatts
                .movePointRight(KILOWATT_TO_MILLIWATT_DIGITS)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
