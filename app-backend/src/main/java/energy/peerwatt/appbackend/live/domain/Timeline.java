package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.id.CommunityId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last changes, numbered from 1, so that a viewer who was away for a moment gets what it missed. The run is part of
 * the position: numbers of another run of this service mean nothing here.
 */
public final class Timeline {
    private final String run;
    private final int kept;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long sequence;

    /** @param kept how many changes are remembered */
    public Timeline(String run, int kept) {
        this.run = run;
        this.kept = kept;
    }

    public record Entry(long sequence, CommunityId community, Change change) {}

    public Entry add(CommunityId community, Change change) {
        Entry entry = new Entry(++sequence, community, change);
        entries.addLast(entry);
        if (entries.size() > kept) {
            entries.removeFirst();
        }
        return entry;
    }

    /** Where a viewer is who has seen everything so far. */
    public String position() {
        return position(sequence);
    }

    public String position(long at) {
        return run + "-" + at;
    }

    /** What came after {@code position}; empty where that is unknown or too long ago, and a snapshot is needed. */
    public Optional<List<Entry>> since(String position) {
        int dash = position.lastIndexOf('-');
        if (dash < 0 || !position.substring(0, dash).equals(run)) {
            return Optional.empty();
        }
        String digits = position.substring(dash + 1);
        if (!digits.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        long seen = Long.parseLong(digits);
        if (seen > sequence || seen + entries.size() < sequence) {
            return Optional.empty();
        }
        List<Entry> missed = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.sequence() > seen) {
                missed.add(entry);
            }
        }
        return Optional.of(missed);
    }
}
