package energy.peerwatt.orderbook.live.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last steps of a picture, numbered from 1 without a gap, so that a reader who was away for a moment gets what it
 * missed. The run is part of a position: numbers of another run, be it of another replica, mean nothing here.
 */
public final class Timeline {
    private static final Pattern POSITION = Pattern.compile("([0-9a-f]{16})-([0-9]{1,18})");

    private final String run;
    private final int kept;
    private final Deque<Step> steps = new ArrayDeque<>();
    private long last;

    /** @param changes what happened at once, never empty */
    public record Step(long number, List<Change> changes) {
        public Step {
            changes = List.copyOf(changes);
        }
    }

    /**
     * @param run 16 hexadecimal digits
     * @param kept how many steps are remembered
     */
    public Timeline(String run, int kept) {
        this.run = run;
        this.kept = kept;
    }

    public void add(List<Change> changes) {
        steps.addLast(new Step(++last, changes));
        if (steps.size() > kept) {
            steps.removeFirst();
        }
    }

    /** The number of the last step; 0 before the first. */
    public long last() {
        return last;
    }

    public String position(long number) {
        return run + "-" + number;
    }

    /** The number in a position of this run. */
    public OptionalLong number(@Nullable String position) {
        Matcher matcher = POSITION.matcher(position == null ? "" : position);
        if (!matcher.matches() || !matcher.group(1).equals(run)) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(matcher.group(2));
        return number <= last ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** What came after step {@code number}; empty where that is too long ago, and a snapshot is needed. */
    public Optional<List<Step>> since(long number) {
        if (number + steps.size() < last) {
            return Optional.empty();
        }
        List<Step> missed = new ArrayList<>();
        for (Step step : steps) {
            if (step.number() > number) {
                missed.add(step);
            }
        }
        return Optional.of(missed);
    }
}
