package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Quantity;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a three-phase meter says over time: 230 V, 50 Hz, power evenly over the phases, counters that follow. */
final class Tape {
    static final Profile SDM630 = Profiles.load().profile("eastron-sdm630");
    static final Duration HONEST_CLOCK = Duration.ofMillis(40);

    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");

    private final List<Snapshot> snapshots = new ArrayList<>();
    private Instant at = START;
    private BigDecimal imported = BigDecimal.valueOf(100_000);
    private BigDecimal exported = BigDecimal.valueOf(50_000);

    /** Power that stays for so many seconds, read once a second. */
    Tape steady(int seconds, int watts) {
        for (int i = 0; i < seconds; i++) {
            snapshots.add(snapshot(watts / 3, watts / 3, watts - 2 * (watts / 3)));
            at = at.plusSeconds(1);
            BigDecimal energy =
                    BigDecimal.valueOf(Math.abs(watts)).movePointLeft(4).multiply(BigDecimal.valueOf(2.7777777));
            if (watts > 0) {
                imported = imported.add(energy);
            } else {
                exported = exported.add(energy);
            }
        }
        return this;
    }

    Snapshot snapshot(int one, int two, int three) {
        Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
        int[] watts = {one, two, three};
        for (int phase = 0; phase < 3; phase++) {
            put(samples, Metering.VOLTAGES.get(phase), "230");
            put(samples, Metering.PHASE_POWERS.get(phase), Integer.toString(watts[phase]));
            put(
                    samples,
                    Metering.CURRENTS.get(phase),
                    BigDecimal.valueOf(Math.abs(watts[phase]))
                            .movePointLeft(2)
                            .divide(new BigDecimal("2.3"), 3, java.math.RoundingMode.UP)
                            .toPlainString());
        }
        put(samples, PointId.GRID_POWER, Integer.toString(one + two + three));
        put(samples, PointId.FREQUENCY, "50.01");
        put(samples, PointId.ENERGY_IMPORT, imported.toPlainString());
        put(samples, PointId.ENERGY_EXPORT, exported.toPlainString());
        return new Snapshot(at, Duration.ZERO, samples);
    }

    /** The same, with something wrong in each. */
    List<Snapshot> but(Consumer<Map<PointId, Sample>> change) {
        return snapshots.stream()
                .map(snapshot -> {
                    Map<PointId, Sample> samples = new EnumMap<>(snapshot.samples());
                    change.accept(samples);
                    return new Snapshot(snapshot.at(), snapshot.took(), samples);
                })
                .toList();
    }

    List<Snapshot> snapshots() {
        return List.copyOf(snapshots);
    }

    static void put(Map<PointId, Sample> samples, PointId id, String value) {
        samples.put(
                id,
                new Sample.Measured(
                        Quantity.of(new BigDecimal(value), id.unit()), Quantity.of(new BigDecimal("0.01"), id.unit())));
    }

    static void negate(Map<PointId, Sample> samples, PointId id) {
        if (samples.get(id) instanceof Sample.Measured measured) {
            put(samples, id, measured.quantity().decimal().negate().toPlainString());
        }
    }

    static void drop(Map<PointId, Sample> samples, PointId id) {
        samples.put(id, new Sample.Missing(Absent.NOT_IMPLEMENTED));
    }
}
