package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.automation.domain.MeteredSlot;
import energy.peerwatt.orderbook.config.BulkSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What meters showed at the boundaries of slots, and so what homes imported and exported in them. */
@ApplicationScoped
class MeterRegisters {
    private static final Duration WEEK = Duration.ofDays(7);

    /** As grid-service has it for baselines: what was guessed or looks wrong is no measurement. */
    private static final Set<Quality> USABLE = EnumSet.of(Quality.GOOD, Quality.BACKFILLED, Quality.COARSE);

    private static final String PUT = """
            INSERT INTO meter_register (meter_id, gateway_id, boundary, epoch, import_wh, export_wh, usable)
            SELECT *
            FROM jsonb_to_recordset(cast(cast(:rows AS text) AS jsonb)) AS r(meter_id uuid, gateway_id uuid,
                boundary timestamptz, epoch integer, import_wh bigint, export_wh bigint, usable boolean)
            ON CONFLICT DO NOTHING""";

    /**
     * What was measured in slots of a length. A gateway may send more often than a market's slots are long; of two gateways
     * that send a meter, the first by id counts.
     */
    static final String SLOTS = """
            SELECT DISTINCT ON (a.meter_id, a.boundary) a.meter_id AS meter_id, a.boundary AS slot_start,
                b.import_wh - a.import_wh AS imported, b.export_wh - a.export_wh AS exported
            FROM meter_register a
            JOIN meter_register b ON b.meter_id = a.meter_id AND b.gateway_id = a.gateway_id AND b.epoch = a.epoch
                AND b.boundary = a.boundary + make_interval(secs => :seconds)
                AND b.import_wh >= a.import_wh AND b.export_wh >= a.export_wh
            WHERE a.usable AND b.usable AND mod(cast(extract(epoch FROM a.boundary) AS bigint), :length) = 0
                AND {condition}
            ORDER BY a.meter_id, a.boundary, a.gateway_id""";

    private static final String COLUMNS =
            "SELECT s.meter_id, cast(extract(epoch FROM s.slot_start) AS bigint), s.imported,"
                    + " s.exported FROM ({slots}) s ORDER BY s.meter_id, s.slot_start";

    record Register(
            UUID meterId, UUID gatewayId, Instant boundary, int epoch, long importWh, long exportWh, boolean usable) {}

    private final Mutiny.SessionFactory database;

    MeterRegisters(Mutiny.SessionFactory database) {
        this.database = database;
    }

    /** A register that is here already stays as it is. */
    Uni<Void> put(GatewayId gateway, Collection<IntervalReading> readings) {
        List<Register> rows = readings.stream()
                .map(reading -> new Register(
                        reading.meter().value(),
                        gateway.value(),
                        reading.boundary(),
                        reading.epoch(),
                        reading.imported().wattHours(),
                        reading.exported().wattHours(),
                        USABLE.containsAll(reading.quality())))
                .toList();
        return database.withStatelessTransaction(session -> BulkSql.execute(session, PUT, rows));
    }

    /** Net of the same slots a week before, by meter of the community and start of the slot itself. */
    Uni<Map<MeterId, Map<Instant, NetEnergy>>> lastWeek(CommunityId community, Collection<Slot> slots) {
        return weekBefore(
                slots,
                "a.meter_id IN (SELECT m.meter_id FROM member m WHERE m.community_id = :whose)",
                community.value());
    }

    /** The same of these meters. */
    Uni<Map<MeterId, Map<Instant, NetEnergy>>> lastWeek(Collection<MeterId> meters, Collection<Slot> slots) {
        return weekBefore(
                slots,
                "a.meter_id IN (:whose)",
                meters.stream().map(MeterId::value).toList());
    }

    private Uni<Map<MeterId, Map<Instant, NetEnergy>>> weekBefore(
            Collection<Slot> slots, String condition, Object whose) {
        Duration length = slots.iterator().next().length();
        return database.withStatelessSession(session -> query(
                        session, "a.boundary IN (:starts) AND " + condition, length)
                .setParameter(
                        "starts",
                        slots.stream().map(slot -> slot.start().minus(WEEK)).toList())
                .setParameter("whose", whose)
                .getResultList()
                .map(rows -> {
                    Map<MeterId, Map<Instant, NetEnergy>> found = new HashMap<>();
                    rows.forEach(row -> found.computeIfAbsent(new MeterId((UUID) row[0]), meter -> new HashMap<>())
                            .put(
                                    metered(row, length).slot().start().plus(WEEK),
                                    metered(row, length).net()));
                    return found;
                }));
    }

    /** What a meter measured in slots that start in {@code [from, to)}, ascending; what it did not measure is missing. */
    Uni<List<MeteredSlot>> slots(MeterId meter, Duration length, Instant from, Instant to) {
        String condition = "a.meter_id = :meter AND a.boundary >= :from AND a.boundary < :to";
        return database.withStatelessSession(session -> query(session, condition, length)
                .setParameter("meter", meter.value())
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList()
                .map(rows -> rows.stream().map(row -> metered(row, length)).toList()));
    }

    private static Mutiny.SelectionQuery<Object[]> query(
            Mutiny.StatelessSession session, String condition, Duration length) {
        String slots = SLOTS.replace("{condition}", condition);
        return session.createNativeQuery(COLUMNS.replace("{slots}", slots), Object[].class)
                .setParameter("seconds", (double) length.toSeconds())
                .setParameter("length", length.toSeconds());
    }

    private static MeteredSlot metered(Object[] row, Duration length) {
        return new MeteredSlot(
                new Slot(Instant.ofEpochSecond(number(row[1])), length),
                new Energy(number(row[2])),
                new Energy(number(row[3])));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    /** @return how many registers were older */
    Uni<Integer> forgetBefore(Instant time) {
        return database.withStatelessTransaction(
                session -> session.createNativeQuery("DELETE FROM meter_register WHERE boundary < :time")
                        .setParameter("time", time)
                        .executeUpdate());
    }
}
