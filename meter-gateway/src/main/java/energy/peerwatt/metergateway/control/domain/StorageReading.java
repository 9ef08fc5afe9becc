package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.metergateway.sunspec.domain.ModelBlock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What model 124 says, with the limits of the nameplate; values and scale factors of one reply.
 *
 * @param mode StorCtl_Mod
 * @param rate OutWRte, raw
 * @param revertSeconds InOutWRte_RvrtTms; empty if the device cannot revert by itself
 * @param rateScale power of ten of the rate, which counts percent
 * @param ratedWatts WChaMax, what the percentages refer to
 * @param mostWatts the lowest of WChaMax, the nameplate's discharge rate and the inverter's rated power
 */
public record StorageReading(
        int mode,
        int rate,
        Optional<Integer> revertSeconds,
        int rateScale,
        BigDecimal ratedWatts,
        BigDecimal mostWatts) {
    public static final int OWN_OPERATION = 0;
    public static final int DISCHARGE_LIMIT = 2;

    private static final int RATED = 2;
    private static final int MODE = 5;
    private static final int RATE = 12;
    private static final int REVERT = 15;
    private static final int RATED_SCALE = 18;
    private static final int RATE_SCALE = 25;
    private static final int NO_SIGNED = 0x8000;
    private static final int NAMEPLATE_POWER = 3;
    private static final int NAMEPLATE_POWER_SCALE = 4;
    private static final int NAMEPLATE_DISCHARGE = 25;
    private static final int NAMEPLATE_DISCHARGE_SCALE = 26;

    /** A register of model 124 and its new value, 0 to 65535. */
    public record Write(int offset, int value) {}

    /** Empty if a point is missing without which nothing can be set. */
    public static Optional<StorageReading> of(ModelBlock storage, Optional<ModelBlock> nameplate) {
        Optional<BigDecimal> rated = storage.unsigned(RATED, RATED_SCALE);
        Optional<Integer> mode = storage.unsigned(MODE);
        Optional<Integer> rate = storage.unsigned(RATE).filter(raw -> raw != NO_SIGNED);
        Optional<Integer> scale = storage.scale(RATE_SCALE);
        if (rated.isEmpty() || mode.isEmpty() || rate.isEmpty() || scale.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal most = Stream.of(
                        rated,
                        nameplate.flatMap(plate -> plate.unsigned(NAMEPLATE_DISCHARGE, NAMEPLATE_DISCHARGE_SCALE)),
                        nameplate.flatMap(plate -> plate.unsigned(NAMEPLATE_POWER, NAMEPLATE_POWER_SCALE)))
                .flatMap(Optional::stream)
                .reduce(BigDecimal::min)
                .orElseThrow();
        return Optional.of(
                new StorageReading(mode.get(), rate.get(), storage.unsigned(REVERT), scale.get(), rated.get(), most));
    }

    /** What puts a set-point in force: the timer that ends it first, then the value, last what enables it. */
    public List<Write> writes(SetPoint setPoint) {
        Write rateWrite = new Write(RATE, setPoint.rate());
        Write enable = new Write(MODE, DISCHARGE_LIMIT);
        return revertSeconds.isPresent()
                ? List.of(new Write(REVERT, setPoint.reversionSeconds()), rateWrite, enable)
                : List.of(rateWrite, enable);
    }

    /** What gives the device back. */
    public static List<Write> release() {
        return List.of(new Write(MODE, OWN_OPERATION));
    }

    /** What is not as the set-point wants it; empty if all is. */
    public Optional<String> difference(SetPoint setPoint) {
        if (mode != DISCHARGE_LIMIT) {
            return Optional.of("read back mode " + mode + " instead of " + DISCHARGE_LIMIT);
        }
        if (rate != setPoint.rate()) {
            return Optional.of("read back rate " + rate + " instead of " + setPoint.rate());
        }
        if (revertSeconds.isPresent() && revertSeconds.get() != setPoint.reversionSeconds()) {
            return Optional.of("read back reversion after " + revertSeconds.get() + " s instead of "
                    + setPoint.reversionSeconds() + " s");
        }
        return Optional.empty();
    }
}
