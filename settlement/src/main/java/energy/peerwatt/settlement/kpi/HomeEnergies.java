package energy.peerwatt.settlement.kpi;

import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.kpi.domain.HomeEnergy;
import energy.peerwatt.settlement.kpi.domain.PowerSpan;
import energy.peerwatt.settlement.kpi.domain.PowerSpan.Part;
import energy.peerwatt.settlement.kpi.domain.PowerSpan.Report;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Energy behind meters, as telemetry adds up to it, some weeks of it. */
@ApplicationScoped
public class HomeEnergies {
    /** Longer than the longest period that is asked for, market time. */
    private static final Duration KEPT = Duration.ofDays(40);
    /** A slot of which reports cover less than this says nothing. */
    private static final int ENOUGH_PERCENT = 90;

    private static final long WATT_MILLIS_PER_WH = 3_600_000;

    private final Clock clock;

    HomeEnergies(Clock clock) {
        this.clock = clock;
    }

    record Key(MeterId meter, Slot slot) {}

    /** A report that is not later than the last one has no effect, and so may come twice. */
    Uni<Void> add(TelemetryReported telemetry) {
        Report report = Report.of(telemetry);
        return last(telemetry.meter())
                .chain(last ->
                        last.isPresent() && !report.at().isAfter(last.get().at())
                                ? Uni.createFrom().voidItem()
                                : store(telemetry.meter(), report)
                                        .chain(() -> add(
                                                telemetry.meter(),
                                                last.map(before -> PowerSpan.between(before, report))
                                                        .orElse(List.of()))));
    }

    private static Uni<Optional<Report>> last(MeterId meter) {
        return Sql.of("select at, generation_w, battery_w from home_report where meter = :meter for update")
                .with("meter", meter.value())
                .first(row -> new Report(row.time(0), row.number(1), row.number(2)));
    }

    private static Uni<Integer> store(MeterId meter, Report report) {
        return Sql.of("""
                insert into home_report (meter, at, generation_w, battery_w) values (:meter, :at, :generation, :battery)
                on conflict (meter) do update set at = excluded.at, generation_w = excluded.generation_w,
                    battery_w = excluded.battery_w
                """)
                .with("meter", meter.value())
                .with("at", report.at())
                .with("generation", report.generationW())
                .with("battery", report.batteryW())
                .run();
    }

    private static Uni<Void> add(MeterId meter, List<Part> parts) {
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> Sql.of("""
                        insert into home_energy as e (meter, unit, millis, generated, charged, discharged)
                        values (:meter, :unit, :millis, :generated, :charged, :discharged)
                        on conflict (meter, unit) do update set millis = e.millis + excluded.millis,
                            generated = e.generated + excluded.generated, charged = e.charged + excluded.charged,
                            discharged = e.discharged + excluded.discharged
                        """)
                        .with("meter", meter.value())
                        .with("unit", part.number())
                        .with("millis", part.millis())
                        .with("generated", part.generated())
                        .with("charged", part.charged())
                        .with("discharged", part.discharged())
                        .run())
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Slots from {@code first} to {@code last} of meters, those that are known well enough. */
    Uni<Map<Key, HomeEnergy>> between(Set<MeterId> meters, Slot first, Slot last) {
        long units = first.length().dividedBy(Slot.NUMBER_UNIT);
        return Sql.of("""
                select meter, min(unit) / :units, cast(sum(generated) as bigint), cast(sum(charged) as bigint),
                    cast(sum(discharged) as bigint)
                from home_energy
                where unit >= :first and unit < :end
                    and meter in (:meters)
                group by meter, unit / :units
                having sum(millis) >= :enough
                """)
                .with("units", units)
                .with("first", first.number())
                .with("end", last.number() + units)
                .with("meters", meters.stream().map(MeterId::value).toList())
                .with("enough", first.length().toMillis() * ENOUGH_PERCENT / 100)
                .list(row -> Map.entry(key(row, first, units), energy(row)))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Key key(Row row, Slot first, long units) {
        return new Key(new MeterId(row.id(0)), Slot.ofNumber(row.number(1) * units, first.length()));
    }

    private static HomeEnergy energy(Row row) {
        return new HomeEnergy(wattHours(row.number(2)), wattHours(row.number(3)), wattHours(row.number(4)));
    }

    /** Rounded here and nowhere else, halves up. */
    private static Energy wattHours(long wattMillis) {
        return new Energy((wattMillis + WATT_MILLIS_PER_WH / 2) / WATT_MILLIS_PER_WH);
    }

    @Scheduled(every = "1h")
    @WithTransaction
    Uni<Void> forget() {
        return Sql.of("delete from home_energy where unit < :unit")
                .with("unit", clock.instant().minus(KEPT).getEpochSecond() / Slot.NUMBER_UNIT.toSeconds())
                .run()
                .replaceWithVoid();
    }
}
