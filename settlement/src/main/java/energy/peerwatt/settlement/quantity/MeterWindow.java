package energy.peerwatt.settlement.quantity;

import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Sha256Tree;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.quantity.domain.Metering;
import energy.peerwatt.settlement.quantity.domain.Metering.Registers;
import energy.peerwatt.settlement.reading.Seals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What verified readings say of a slot. */
@ApplicationScoped
class MeterWindow {
    private final Seals seals;

    MeterWindow(Seals seals) {
        this.seals = seals;
    }

    /**
     * @param meterings by meter; a meter that is not there is awaited
     * @param readingsRoot over the seals that hold the readings of both boundaries
     */
    record Window(Map<MeterId, Metering> meterings, Hash32 readingsRoot) {
        Metering of(MeterId meter) {
            return meterings.getOrDefault(meter, new Metering.Awaited());
        }
    }

    private record Read(MeterId meter, Instant boundary, Registers registers, long seal) {}

    Uni<Window> of(Slot slot, Set<MeterId> meters) {
        if (meters.isEmpty()) {
            return Uni.createFrom().item(new Window(Map.of(), Sha256Tree.root(List.of())));
        }
        return readings(slot, ids(meters))
                .chain(reads -> root(reads).map(root -> new Window(meterings(slot, reads), root)));
    }

    private static List<UUID> ids(Set<MeterId> meters) {
        return meters.stream().map(MeterId::value).toList();
    }

    /** By the gateway that the registry binds the meter to, in the order the readings' root is made in. */
    private static Uni<List<Read>> readings(Slot slot, List<UUID> meters) {
        return Sql.of("""
                select r.meter, r.boundary, r.epoch, r.imported, r.exported, r.seal
                from reading r join seal s on s.id = r.seal
                    join canonical_meter_binding b
                        on b.meter = r.meter and b.gateway = r.gateway and b.valid_from <= r.boundary
                where r.meter in (:meters) and r.boundary in (:start, :end)
                order by s.boundary, s.gateway
                """)
                .with("meters", meters)
                .with("start", slot.start())
                .with("end", slot.end())
                .list(row -> new Read(
                        new MeterId(row.id(0)),
                        row.time(1),
                        new Registers(row.small(2), new Energy(row.number(3)), new Energy(row.number(4))),
                        row.number(5)));
    }

    /**
     * The first boundary of each meter that counts: read by the gateway the registry binds it to, not before the
     * binding; the start of its binding while it was not read. A meter the registry does not know yet is not there.
     */
    Uni<Map<MeterId, Instant>> countedFrom(Set<MeterId> meters) {
        return meters.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Sql.of("""
                        select b.meter, coalesce(min(r.boundary), min(b.valid_from))
                        from canonical_meter_binding b left join lateral (
                            select boundary from reading
                            where meter = b.meter and gateway = b.gateway and boundary >= b.valid_from
                            order by boundary limit 1) r on true
                        where b.meter in (:meters)
                        group by b.meter
                        """)
                        .with("meters", ids(meters))
                        .list(row -> Map.entry(new MeterId(row.id(0)), row.time(1)))
                        .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Uni<Hash32> root(List<Read> reads) {
        List<Long> ordered =
                List.copyOf(reads.stream().map(Read::seal).collect(Collectors.toCollection(LinkedHashSet::new)));
        return seals.sealBytes(ordered)
                .map(bytes -> Sha256Tree.root(ordered.stream().map(bytes::get).toList()));
    }

    private static Map<MeterId, Metering> meterings(Slot slot, List<Read> reads) {
        Map<MeterId, Registers> starts = new HashMap<>();
        Map<MeterId, Registers> ends = new HashMap<>();
        for (Read read : reads) {
            (read.boundary().equals(slot.start()) ? starts : ends).put(read.meter(), read.registers());
        }
        Map<MeterId, Metering> meterings = new HashMap<>();
        starts.forEach((meter, start) -> {
            Registers end = ends.get(meter);
            if (end != null) {
                meterings.put(meter, Metering.between(start, end));
            }
        });
        return meterings;
    }
}
