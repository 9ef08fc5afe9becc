package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.domain.Battery;
import energy.peerwatt.metergateway.control.domain.StorageReading;
import energy.peerwatt.metergateway.control.domain.StorageReading.Write;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A battery of 3,600 W with the timer of model 124, whose every write can be read later. */
final class FakeBattery implements Battery {
    static final String MODE = "StorCtl_Mod";
    static final String RATE = "OutWRte";
    static final String REVERT = "InOutWRte_RvrtTms";

    final List<Write> tape = new ArrayList<>();
    final List<Instant> enabledAt = new ArrayList<>();
    private final Clock clock;
    boolean silent;
    boolean silentToWrites;
    boolean lame;
    boolean withStorage = true;
    private int mode;
    private int rate = 10_000;
    private int revert;
    private Instant reverts = Instant.MAX;

    FakeBattery(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Reply read() {
        if (silent) {
            return new Reply.Silent("no answer in time");
        }
        pass();
        return withStorage
                ? new Reply.Read(new StorageReading(
                        mode, rate, Optional.of(revert), -2, BigDecimal.valueOf(3_600), BigDecimal.valueOf(3_600)))
                : new Reply.NoStorage();
    }

    @Override
    public Optional<String> write(List<Write> writes) {
        for (Write write : writes) {
            if (silent || silentToWrites) {
                return Optional.of("no answer in time");
            }
            pass();
            tape.add(write);
            switch (write.point()) {
                case MODE -> mode = write.value();
                case RATE -> rate = write.value();
                case REVERT -> revert = write.value();
                default -> throw new IllegalArgumentException("nobody should write " + write);
            }
            reverts = mode != 0 && revert > 0 ? clock.instant().plusSeconds(revert) : Instant.MAX;
            if (write.point().equals(MODE) && write.value() == 2) {
                enabledAt.add(clock.instant());
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Power> measured() {
        if (silent) {
            return Optional.empty();
        }
        return Optional.of(Power.ofWatts(-dischargeWatts()));
    }

    long dischargeWatts() {
        pass();
        return mode == 2 && !lame ? 3_600L * rate / 10_000 : 400;
    }

    int mode() {
        pass();
        return mode;
    }

    /** The device's own timer. */
    private void pass() {
        if (!clock.instant().isBefore(reverts)) {
            mode = 0;
            rate = 10_000;
            reverts = Instant.MAX;
        }
    }
}
