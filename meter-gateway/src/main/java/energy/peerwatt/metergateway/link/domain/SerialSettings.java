package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How characters are sent on a serial line; RTU has eight data bits always.
 *
 * @param baud one of {@link #BAUDS}
 * @param stopBits 1 or 2
 */
public record SerialSettings(int baud, Parity parity, int stopBits) {
    public static final List<Integer> BAUDS = List.of(1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200);
    /** What most meters are delivered with. */
    public static final SerialSettings USUAL = new SerialSettings(9600, Parity.NONE, 1);

    private static final int START_AND_DATA_BITS = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Above this speed the standard fixes the silence between frames. */
    private static final int FAST = 19_200;

    private static final Duration SILENCE_OF_FAST = Duration.ofNanos(1_750_000);

    /** The parity bit of every character. */
    public enum Parity {
        NONE,
        EVEN,
        ODD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SerialSettings {
        if (!BAUDS.contains(baud) || stopBits < 1 || stopBits > 2) {
            throw new IllegalArgumentException("not a way to send on a serial line: " + baud + " baud, " + stopBits);
        }
    }

    /** How long so many characters take on the line. */
    public Duration characters(int count) {
        int bits = START_AND_DATA_BITS + stopBits + (parity == Parity.NONE ? 0 : 1);
        return Duration.ofNanos(count * bits * NANOS_PER_SECOND / baud);
    }

    /** The silence that ends a frame: three and a half characters. */
    public Duration silence() {
        return baud > FAST ? SILENCE_OF_FAST : characters(7).dividedBy(2);
    }

    @Override
    public String toString() {
        return "baud=" + baud + "&parity=" + parity + "&stop=" + stopBits;
    }
}
