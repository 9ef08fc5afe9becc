package energy.peerwatt.gridservice.history;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.gridservice.config.GridConfig;
import energy.peerwatt.gridservice.history.domain.SlotNet;
import energy.peerwatt.gridservice.rest.Fields;
import energy.peerwatt.gridservice.rest.Roles;
import energy.peerwatt.messages.id.MeterId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The past of a meter from before its readings were sealed. */
@Path("/grid/v1/history/{meter}")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {
    /** Two months of quarter hours. */
    private static final int MOST_SLOTS = 6_000;

    private static final long MOST_WH = 1_000_000_000L;

    private final SlotEnergies energies;
    private final Duration slot;
    private final Clock clock;

    HistoryResource(SlotEnergies energies, GridConfig config, Clock clock) {
        this.energies = energies;
        this.slot = config.slot();
        this.clock = clock;
    }

    /**
     * @param given slots in the request
     * @param taken those that now hold what was given; the others are sealed
     */
    public record Imported(MeterId meter, int given, int taken) {}

    @PUT
    @RolesAllowed(Roles.SERVICE)
    @Operation(summary = "Import past slots for baselines; sealed slots stay, the same again changes nothing")
    public Uni<Imported> put(@PathParam("meter") String meter, @Nullable JsonNode body) {
        Fields fields = Fields.of(body);
        MeterId id = fields.given("meter", meter, MeterId::of, new MeterId(new UUID(0, 0)));
        List<SlotNet> slots = slots(fields);
        fields.check();
        return Panache.withTransaction(() -> energies.importPast(id, slots))
                .map(taken -> new Imported(id, slots.size(), taken));
    }

    private List<SlotNet> slots(Fields fields) {
        Instant now = clock.instant();
        Set<Instant> seen = new HashSet<>();
        List<SlotNet> slots = new ArrayList<>();
        for (Fields one : fields.objects("slots", MOST_SLOTS)) {
            Instant start = one.text("start", Fields::instant, Instant.EPOCH);
            one.number("lengthSeconds", Fields.between("lengthSeconds", slot.toSeconds(), slot.toSeconds()), 0L);
            long net = one.number("netWh", Fields.between("netWh", -MOST_WH, MOST_WH), 0L);
            if (start.getNano() != 0 || start.getEpochSecond() % slot.toSeconds() != 0) {
                one.refuse("start", "start must be a multiple of " + slot + ": " + start);
            } else if (start.plus(slot).isAfter(now)) {
                one.refuse("start", "the slot must be over at " + now + ": " + start);
            } else if (!start.equals(Instant.EPOCH) && !seen.add(start)) {
                one.refuse("start", "the slot stands twice: " + start);
            }
            slots.add(new SlotNet(start, net, true));
        }
        return slots;
    }
}
