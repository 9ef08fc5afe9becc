package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.profile.domain.Turned;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a device said at one moment.
 *
 * @param at market time, in which its counters count; the middle of the read
 * @param took from the first request to the last answer: within it, nobody knows when which value was taken
 */
public record Snapshot(Instant at, Duration took, Map<PointId, Sample> samples) {
    public Snapshot {
        samples = Map.copyOf(samples);
    }

    /** As of a meter whose transformers are all turned round. */
    public Snapshot turned() {
        return new Snapshot(at, took, Turned.of(samples));
    }

    /** In the point's canonical unit; empty if the device has no value there. */
    public Optional<BigDecimal> value(PointId id) {
        return measured(id).map(sample -> sample.quantity().decimal());
    }

    public Optional<Sample.Measured> measured(PointId id) {
        return samples.get(id) instanceof Sample.Measured measured ? Optional.of(measured) : Optional.empty();
    }

    /** A counter; one that says that it has never counted is at zero. */
    public Optional<BigDecimal> counted(PointId id) {
        return value(id)
                .or(() -> samples.get(id) instanceof Sample.Missing(Absent why) && why == Absent.NOT_ACCUMULATED
                        ? Optional.of(BigDecimal.ZERO)
                        : Optional.empty());
    }
}
