package energy.peerwatt.messages.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A delivery slot, half-open: {@code [start, end)}. Its number, start / 300 s, is what is hashed and put on chain; the
 * length stands beside it.
 */
public record Slot(Instant start, Duration length) implements Comparable<Slot> {
    /** All lengths a market may choose are multiples of this. */
    public static final Duration NUMBER_UNIT = Duration.ofMinutes(5);

    public Slot {
        Objects.requireNonNull(start, "slot start is missing");
        Objects.requireNonNull(length, "slot length is missing");
        long seconds = length.toSeconds();
        if (length.getNano() != 0 || seconds <= 0 || seconds > 3600 || 3600 % seconds != 0 || seconds % 300 != 0) {
            throw new IllegalArgumentException("slot length must be 5, 10, 15, 20, 30 or 60 minutes: " + length);
        }
        if (start.getNano() != 0 || start.getEpochSecond() < 0 || start.getEpochSecond() % seconds != 0) {
            throw new IllegalArgumentException(
                    "slot start must be a whole multiple of " + length + " since 1970: " + start);
        }
    }

    public static Slot containing(Instant at, Duration length) {
        long seconds = length.toSeconds();
        return new Slot(Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds), length);
    }

    /** @param number start / 300 s, unsigned 32 bits */
    public static Slot ofNumber(long number, Duration length) {
        return new Slot(Instant.ofEpochSecond(Math.multiplyExact(number, NUMBER_UNIT.toSeconds())), length);
    }

    /** start / 300 s; fits an unsigned 32-bit integer. */
    public long number() {
        return start.getEpochSecond() / NUMBER_UNIT.toSeconds();
    }

    public Instant end() {
        return start.plus(length);
    }

    public Slot next() {
        return new Slot(end(), length);
    }

    public Slot previous() {
        return new Slot(start.minus(length), length);
    }

    @Override
    public int compareTo(Slot other) {
        return start.compareTo(other.start);
    }

    @Override
    public String toString() {
        return start + "/" + length;
    }
}
