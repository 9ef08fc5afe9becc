package energy.peerwatt.gridservice.baseline.domain;

import java.time.LocalDate;
import java.util.List;

/** What a meter would have measured without the call. */
public sealed interface Baseline {
    /**
     * @param days that were taken, latest first
     * @param adjustmentWh what was added to every slot
     * @param slots net energy of the event's slots in Wh, + is import
     * @param deadBandWh how much of a response may be chance: it is not rewarded
     */
    record Found(List<LocalDate> days, long adjustmentWh, List<Long> slots, long deadBandWh) implements Baseline {
        public Found {
            days = List.copyOf(days);
            slots = List.copyOf(slots);
        }
    }

    /** Too few days to say. */
    record Insufficient(String reason) implements Baseline {}
}
