package energy.peerwatt.gridservice.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.gridservice.config.GridConfig;
import energy.peerwatt.gridservice.history.domain.MeterChain;
import energy.peerwatt.gridservice.history.domain.MeterChain.Step;
import energy.peerwatt.gridservice.history.domain.SlotNet;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Net energy per slot of every meter. */
@ApplicationScoped
public class SlotEnergies {
    private final Duration slot;

    SlotEnergies(GridConfig config) {
        this.slot = config.slot();
    }

    /**
     * Continues the chain that this gateway sends of the meter; a reading that is here already changes nothing.
     *
     * @return why the reading, or those missing before it, cannot count
     */
    Uni<Optional<String>> add(GatewayId gateway, IntervalReading reading) {
        return chain(gateway, reading.meter()).chain(chain -> switch (chain.add(reading, slot)) {
            case Step.Known() -> Uni.createFrom().item(Optional.empty());
            case Step.Broken(String reason) -> Uni.createFrom().item(Optional.of(reason));
            case Step.Resumed(MeterChain next, String missing) ->
                save(gateway, reading.meter(), next).replaceWith(Optional.of(missing));
            case Step.Continued continued ->
                save(gateway, reading.meter(), continued.chain())
                        .chain(() -> continued
                                .slot()
                                .map(net -> seal(reading.meter(), net))
                                .orElseGet(Uni.createFrom()::voidItem))
                        .replaceWith(Optional.empty());
        });
    }

    private static Uni<MeterChain> chain(GatewayId gateway, MeterId meter) {
        return Sql.lock("meter " + meter)
                .chain(() -> Sql.of("""
                        select seq, boundary, hash, epoch, imported, exported, usable from meter_chain
                        where meter = :meter and gateway = :gateway
                        """)
                        .with("meter", meter.value())
                        .with("gateway", gateway.value())
                        .first(row -> new MeterChain(
                                row.number(0),
                                row.time(1),
                                row.hash(2),
                                row.small(3),
                                row.number(4),
                                row.number(5),
                                row.flag(6))))
                .map(found -> found.orElse(MeterChain.EMPTY));
    }

    private static Uni<Void> save(GatewayId gateway, MeterId meter, MeterChain chain) {
        return Sql.of("""
                insert into meter_chain (meter, gateway, seq, boundary, hash, epoch, imported, exported, usable)
                values (:meter, :gateway, :seq, :boundary, :hash, :epoch, :imported, :exported, :usable)
                on conflict (meter, gateway) do update
                set seq = excluded.seq, boundary = excluded.boundary, hash = excluded.hash,
                    epoch = excluded.epoch, imported = excluded.imported, exported = excluded.exported,
                    usable = excluded.usable
                """)
                .with("meter", meter.value())
                .with("gateway", gateway.value())
                .with("seq", chain.seq())
                .with("boundary", chain.boundary())
                .with("hash", chain.hash().hex())
                .with("epoch", chain.epoch())
                .with("imported", chain.importedWh())
                .with("exported", chain.exportedWh())
                .with("usable", chain.usable())
                .run()
                .replaceWithVoid();
    }

    private Uni<Void> seal(MeterId meter, SlotNet net) {
        return Sql.of("""
                insert into slot_energy (meter, start, seconds, net, source, usable)
                values (:meter, :start, :seconds, :net, 'SEALED', :usable)
                on conflict (meter, start) do update
                set net = excluded.net, seconds = excluded.seconds, source = excluded.source, usable = excluded.usable
                where slot_energy.source = 'IMPORTED'
                """)
                .with("meter", meter.value())
                .with("start", net.start())
                .with("seconds", (int) slot.toSeconds())
                .with("net", net.netWh())
                .with("usable", net.usable())
                .run()
                .replaceWithVoid();
    }

    /**
     * Adds the past of a meter; what was sealed stays.
     *
     * @return slots that now hold what was given
     */
    Uni<Integer> importPast(MeterId meter, List<SlotNet> slots) {
        return Sql.of("""
                insert into slot_energy (meter, start, seconds, net, source, usable)
                select :meter, r.start, :seconds, r."netWh", 'IMPORTED', true
                from json_to_recordset(cast(cast(:slots as text) as json)) as r(start timestamptz, "netWh" bigint)
                on conflict (meter, start) do update set net = excluded.net, seconds = excluded.seconds
                where slot_energy.source = 'IMPORTED'
                """)
                .with("meter", meter.value())
                .with("seconds", (int) slot.toSeconds())
                .with("slots", json(slots))
                .run();
    }

    /**
     * Usable net energy in Wh by start, of slots that lie in {@code [from, to)}.
     *
     * @param sealedFrom from then on imported slots do not count
     */
    public Uni<Map<Instant, Long>> net(MeterId meter, Instant from, Instant to, Instant sealedFrom) {
        return Sql.of("""
                select start, net from slot_energy
                where meter = :meter and start >= :from and start < :to and seconds = :seconds and usable
                    and (source = 'SEALED' or start < :sealedFrom)
                """)
                .with("meter", meter.value())
                .with("sealedFrom", sealedFrom)
                .with("from", from)
                .with("to", to)
                .with("seconds", (int) slot.toSeconds())
                .list(row -> Map.entry(row.time(0), row.number(1)))
                .map(rows -> {
                    Map<Instant, Long> byStart = new TreeMap<>();
                    rows.forEach(row -> byStart.put(row.getKey(), row.getValue()));
                    return byStart;
                });
    }

    /** How many usable sealed slots these meters have together in {@code [from, to)}. */
    public Uni<Long> countSealed(List<MeterId> meters, Instant from, Instant to) {
        return meters.isEmpty()
                ? Uni.createFrom().item(0L)
                : Sql.of("""
                        select count(*) from slot_energy
                        where meter in (:meters) and start >= :from and start < :to and seconds = :seconds and usable
                            and source = 'SEALED'
                        """)
                        .with("meters", meters.stream().map(MeterId::value).toList())
                        .with("from", from)
                        .with("to", to)
                        .with("seconds", (int) slot.toSeconds())
                        .list(row -> row.number(0))
                        .map(List::getFirst);
    }

    private static String json(List<SlotNet> slots) {
        try {
            return Json.mapper().writeValueAsString(slots);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("slots cannot be written as JSON", e);
        }
    }
}
