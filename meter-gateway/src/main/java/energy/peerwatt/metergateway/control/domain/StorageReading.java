package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
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

    private static final String RATED = "WChaMax";
    private static final String MODE = "StorCtl_Mod";
    private static final String RATE = "OutWRte";
    private static final String REVERT = "InOutWRte_RvrtTms";
    private static final String RATE_SCALE = "InOutWRte_SF";
    private static final String NAMEPLATE_POWER = "WRtg";
    private static final String NAMEPLATE_DISCHARGE = "MaxDisChaRte";

    /** A point of model 124 and its new value, 0 to 65535. */
    public record Write(String point, int value) {}

    /** Empty if a point is missing without which nothing can be set. */
    public static Optional<StorageReading> of(ModelReading storage, Optional<ModelReading> nameplate) {
        Optional<BigDecimal> rated = storage.number(RATED);
        Optional<Integer> mode = storage.raw(MODE).map(Math::toIntExact);
        Optional<Integer> rate = storage.raw(RATE).map(Math::toIntExact);
        Optional<Integer> scale = storage.scale(RATE_SCALE);
        if (rated.isEmpty() || mode.isEmpty() || rate.isEmpty() || scale.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal most = Stream.of(
                        rated,
                        nameplate.flatMap(plate -> plate.number(NAMEPLATE_DISCHARGE)),
                        nameplate.flatMap(plate -> plate.number(NAMEPLATE_POWER)))
                .flatMap(Optional::stream)
                .reduce(BigDecimal::min)
                .orElseThrow();
        Optional<Integer> revert = storage.raw(REVERT).map(Math::toIntExact);
        return Optional.of(new StorageReading(mode.get(), rate.get(), revert, scale.get(), rated.get(), most));
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
