package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.reading.domain.CounterRead;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What came of reading a meter. */
public sealed interface MeterAnswer {

    /**
     * @param serial of the device that answered
     * @param counters absent if the meter has no value for one of them
     */
    record Answered(
            String serial,
            Instant at,
            Map<PointId, Sample> samples,
            Optional<CounterRead> counters,
            Optional<Power> power)
            implements MeterAnswer {
        public Answered {
            samples = Map.copyOf(samples);
        }
    }

    /** Nothing that could be used. */
    record Silent(String reason) implements MeterAnswer {}

    /**
     * Another device answers in the meter's place.
     *
     * @param at market time
     */
    record Foreign(String expected, String found, Instant at) implements MeterAnswer {}
}
