package energy.peerwatt.settlement.kpi.domain;

import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From power that is reported now and then to energy: between two reports of a meter it was half-way between both; longer
 * than {@link #LONGEST} nobody knows.
 */
public final class PowerSpan {
    /** Between two reports that are joined, market time; in the demo, which runs faster, some seconds are as much. */
    static final Duration LONGEST = Duration.ofMinutes(3);

    private PowerSpan() {}

    /** A report, of which only this counts; W, zero where there is no such device. */
    public record Report(Instant at, long generationW, long batteryW) {
        public static Report of(TelemetryReported telemetry) {
            return new Report(telemetry.at(), Math.max(0, watts(telemetry.generationW())), watts(telemetry.batteryW()));
        }

        private static long watts(@Nullable Power power) {
            return power == null ? 0 : power.watts();
        }
    }

    /**
     * A part of a span that lies within one unit of {@link Slot#NUMBER_UNIT}; energies are W x ms.
     *
     * @param number of the unit, as slots are numbered
     */
    public record Part(long number, long millis, long generated, long charged, long discharged) {}

    /** Nothing if {@code after} is not later, or too much later. */
    public static List<Part> between(Report before, Report after) {
        long from = before.at.toEpochMilli();
        long to = after.at.toEpochMilli();
        if (to <= from || to - from > LONGEST.toMillis()) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        long unit = Slot.NUMBER_UNIT.toMillis();
        for (long start = from; start < to; ) {
            long end = Math.min(to, (Math.floorDiv(start, unit) + 1) * unit);
            long millis = end - start;
            long generated = Math.addExact(before.generationW, after.generationW) * millis / 2;
            long battery = Math.addExact(before.batteryW, after.batteryW) * millis / 2;
            parts.add(new Part(
                    Math.floorDiv(start, unit), millis, generated, Math.max(0, battery), Math.max(0, -battery)));
            start = end;
        }
        return parts;
    }
}
