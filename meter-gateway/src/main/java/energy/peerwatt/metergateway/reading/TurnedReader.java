package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.profile.domain.Turned;
import energy.peerwatt.metergateway.reading.domain.CounterRead;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A meter whose transformers are all turned the wrong way, and of which gateway and installer have signed that it is read
 * the other way round.
 */
public record TurnedReader(CountersReader reader) implements CountersReader {
    @Override
    public void verifyAgain() {
        reader.verifyAgain();
    }

    @Override
    public MeterAnswer readCounters(Optional<String> serial, Duration timeout) throws InterruptedException {
        return turned(reader.readCounters(serial, timeout));
    }

    @Override
    public MeterAnswer readCountersAndPower(Optional<String> serial, Duration timeout, BooleanSupplier awaited)
            throws InterruptedException {
        return turned(reader.readCountersAndPower(serial, timeout, awaited));
    }

    private static MeterAnswer turned(MeterAnswer answer) {
        return switch (answer) {
            case MeterAnswer.Answered answered ->
                new MeterAnswer.Answered(
                        answered.serial(),
                        answered.at(),
                        Turned.of(answered.samples()),
                        answered.counters()
                                .map(read -> new CounterRead(
                                        read.exported(),
                                        read.imported(),
                                        read.at(),
                                        read.exportRegister(),
                                        read.importRegister())),
                        answered.power().map(power -> Power.ofWatts(-power.watts())));
            case MeterAnswer.Silent _, MeterAnswer.Foreign _ -> answer;
        };
    }
}
