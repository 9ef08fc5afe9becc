package energy.peerwatt.gridservice.baseline;

import energy.peerwatt.gridservice.baseline.domain.BaselineInputs;
import energy.peerwatt.gridservice.baseline.domain.Days;
import energy.peerwatt.gridservice.config.GridConfig;
import energy.peerwatt.gridservice.history.SlotEnergies;
import energy.peerwatt.messages.id.MeterId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/** Reads from history what policy NET10-v1 looks at. */
@ApplicationScoped
public class BaselineCollector {
    private final SlotEnergies energies;
    private final Days days;

    BaselineCollector(SlotEnergies energies, GridConfig config) {
        this.energies = energies;
        this.days = new Days(config.timeZone(), config.holidays().orElse(Set.of()), config.slot());
    }

    public Days days() {
        return days;
    }

    /** @param told when households were told of the event */
    public Uni<BaselineInputs> collect(
            MeterId meter, Instant start, Instant end, Instant told, Set<LocalDate> eventDays) {
        return energies.net(meter, BaselineInputs.from(days, start), end, start)
                .map(net -> BaselineInputs.collect(days, start, end, told, net, eventDays));
    }
}
