package energy.peerwatt.gridservice.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.gridservice.baseline.domain.Baseline;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A baseline as its household sees it before it is verified: readings that come late may still move it.
 *
 * @param reason why there is none; absent if there is one
 * @param days it is taken from
 * @param adjustmentWh added to every slot
 * @param slotsWh net energy of the event's slots, + is import
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownBaseline(
        @Nullable String reason, List<LocalDate> days, long adjustmentWh, long deadBandWh, List<Long> slotsWh) {
    public static ShownBaseline of(Baseline baseline) {
        return switch (baseline) {
            case Baseline.Found found ->
                new ShownBaseline(null, found.days(), found.adjustmentWh(), found.deadBandWh(), found.slots());
            case Baseline.Insufficient(String reason) -> new ShownBaseline(reason, List.of(), 0, 0, List.of());
        };
    }
}
