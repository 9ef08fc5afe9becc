package energy.peerwatt.settlement.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.settlement.alarm.Alarms;
import energy.peerwatt.settlement.event.Arrivals;
import energy.peerwatt.settlement.reading.domain.SealCheck;
import energy.peerwatt.settlement.reading.domain.SealCheck.Broken;
import energy.peerwatt.settlement.reading.domain.SealCheck.LastReading;
import energy.peerwatt.settlement.reading.domain.SealCheck.LastSeal;
import energy.peerwatt.settlement.reading.domain.SealCheck.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Seals as they came in, and the readings of those that verified. */
@ApplicationScoped
public class Seals implements PanacheRepository<SealRow> {
    private static final Logger LOG = Logger.getLogger(Seals.class);

    private final Clock clock;
    private final Arrivals arrivals;
    private final Alarms alarms;
    private final MeterRegistry metrics;

    Seals(Clock clock, Arrivals arrivals, Alarms alarms, MeterRegistry metrics) {
        this.clock = clock;
        this.arrivals = arrivals;
        this.alarms = alarms;
        this.metrics = metrics;
    }

    /** Keeps the seal and verifies what can be verified of its gateway now. */
    Uni<Void> add(ReadingsSealed event) {
        Seal seal = event.decodedSeal();
        event.decodedReadings();
        String json = json(event);
        String content =
                Hash32.of(Hashing.sha256(json.getBytes(StandardCharsets.UTF_8))).hex();
        return Sql.of("""
                insert into seal (content, gateway, boundary, hash, state, event, seen_at)
                values (:content, :gateway, :boundary, :hash, 'PENDING', :event, :now)
                on conflict do nothing
                """)
                .with("content", content)
                .with("gateway", seal.gateway().value())
                .with("boundary", seal.boundary())
                .with("hash", seal.hash().hex())
                .with("event", json)
                .with("now", clock.instant())
                .run()
                .chain(rows -> rows == 0 ? Uni.createFrom().voidItem() : verify(seal.gateway()));
    }

    /** Verifies what waits of this gateway, in order of boundaries, as far as it goes. */
    public Uni<Void> verify(GatewayId gateway) {
        return lock(gateway)
                .chain(() ->
                        list("gateway = ?1 and state = ?2 order by boundary, id", gateway.value(), SealRow.PENDING))
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(this::verify)
                        .collect()
                        .last())
                .chain(this::flush)
                .replaceWithVoid();
    }

    /** One transaction at a time: else a seal and its key that come at once would not see each other. */
    private static Uni<Long> lock(GatewayId gateway) {
        return Sql.of("select count(*) from (select pg_advisory_xact_lock(hashtext(:gateway)) offset 0) locked")
                .with("gateway", gateway.toString())
                .first(row -> row.number(0))
                .map(Optional::orElseThrow);
    }

    private Uni<Void> verify(SealRow row) {
        ReadingsSealed event = event(row.event);
        List<UUID> meters = event.decodedReadings().stream()
                .map(reading -> reading.meter().value())
                .distinct()
                .toList();
        return key(row).chain(key -> lastSeal(row.gateway)
                .chain(last -> lastReadings(row.gateway, meters)
                        .chain(readings -> apply(row, SealCheck.check(event, key, last, readings)))));
    }

    private Uni<Void> apply(SealRow row, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Waiting(String reason) -> {
                row.reason = reason;
                yield Uni.createFrom().voidItem();
            }
            case Verdict.Refused(List<String> reasons) -> {
                LOG.errorf("seal %s of gateway %s refused: %s", row.boundary, row.gateway, reasons);
                metrics.counter("peerwatt.seals.refused").increment();
                row.state = SealRow.REFUSED;
                row.reason = String.join("; ", reasons);
                yield flush();
            }
            case Verdict.Verified(List<IntervalReading> readings, List<Broken> broken) -> {
                broken.forEach(one -> alarms.raise(
                        "reading refused", one.reading().meter() + " of gateway " + row.gateway, one.reason()));
                row.state = SealRow.VERIFIED;
                row.reason = broken.isEmpty()
                        ? null
                        : broken.stream().map(Broken::reason).collect(Collectors.joining("; "));
                arrivals.arrived();
                yield flush().chain(() -> insert(row, readings));
            }
        };
    }

    private static Uni<Void> insert(SealRow row, List<IntervalReading> readings) {
        return Multi.createFrom()
                .iterable(readings)
                .onItem()
                .transformToUniAndConcatenate(reading -> Sql.of("""
                        insert into reading
                            (meter, seq, boundary, gateway, epoch, imported, exported, quality, hash, raw, seal)
                        values (:meter, :seq, :boundary, :gateway, :epoch, :imported, :exported, :quality, :hash,
                            :raw, :seal)
                        """)
                        .with("meter", reading.meter().value())
                        .with("seq", reading.seq())
                        .with("boundary", reading.boundary())
                        .with("gateway", row.gateway)
                        .with("epoch", reading.epoch())
                        .with("imported", reading.imported().wattHours())
                        .with("exported", reading.exported().wattHours())
                        .with("quality", Quality.bits(reading.quality()))
                        .with("hash", reading.hash().hex())
                        .with("raw", reading.encode())
                        .with("seal", Objects.requireNonNull(row.id))
                        .run())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Optional<PublicKey>> key(SealRow row) {
        return Sql.of("""
                select x, y from canonical_gateway_key
                where gateway = :gateway and valid_from <= :boundary
                order by valid_from desc limit 1
                """)
                .with("gateway", row.gateway)
                .with("boundary", row.boundary)
                .first(found -> new P256.Point(found.hash(0), found.hash(1)).key());
    }

    private static Uni<Optional<LastSeal>> lastSeal(UUID gateway) {
        return Sql.of("""
                select boundary, hash from seal
                where gateway = :gateway and state = 'VERIFIED' order by boundary desc limit 1
                """).with("gateway", gateway).first(row -> new LastSeal(row.time(0), row.hash(1)));
    }

    /** Each gateway has its own chain of a meter: what another gateway claims of it cannot break that. */
    private static Uni<Map<MeterId, LastReading>> lastReadings(UUID gateway, List<UUID> meters) {
        return Sql.of("""
                select distinct on (meter) meter, seq, boundary, hash from reading
                where gateway = :gateway and meter in (:meters) order by meter, seq desc
                """)
                .with("gateway", gateway)
                .with("meters", meters)
                .list(row ->
                        Map.entry(new MeterId(row.id(0)), new LastReading(row.number(1), row.time(2), row.hash(3))))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The seals' own bytes by row. */
    public Uni<Map<Long, byte[]>> sealBytes(List<Long> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : list("id in ?1", ids)
                        .map(rows -> rows.stream()
                                .collect(Collectors.toMap(
                                        row -> Objects.requireNonNull(row.id),
                                        row -> event(row.event).decodedSeal().encode())));
    }

    /** Verified seals by (boundary, gateway), as their events came in; whole boundaries, so maybe a few more. */
    public Uni<List<ReadingsSealed>> verified(Instant after, int limit) {
        return find("state = ?1 and boundary > ?2 order by boundary, gateway", SealRow.VERIFIED, after)
                .page(0, limit)
                .list()
                .chain(page -> page.isEmpty()
                        ? Uni.createFrom().item(page)
                        : list(
                                "state = ?1 and boundary > ?2 and boundary <= ?3 order by boundary, gateway",
                                SealRow.VERIFIED,
                                after,
                                page.getLast().boundary))
                .map(rows -> rows.stream().map(row -> event(row.event)).toList());
    }

    private static String json(ReadingsSealed event) {
        try {
            return Json.mapper().writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a seal cannot be written as JSON", e);
        }
    }

    private static ReadingsSealed event(String json) {
        try {
            return Json.mapper().readValue(json, ReadingsSealed.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored seal cannot be read", e);
        }
    }
}
