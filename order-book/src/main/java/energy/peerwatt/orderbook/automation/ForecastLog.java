package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.automation.domain.BlendedForecast;
import energy.peerwatt.orderbook.automation.domain.ForecastError;
import energy.peerwatt.orderbook.config.BulkSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Forecasts as they were made, and how right they were. */
@ApplicationScoped
class ForecastLog {
    private static final String PUT = """
            INSERT INTO home_forecast (meter_id, slot_start, ahead_minutes, slot_minutes, made_at, net_wh,
                persistence_wh, clear_sky_wh, last_week_wh)
            SELECT *
            FROM jsonb_to_recordset(cast(cast(:rows AS text) AS jsonb)) AS r(meter_id uuid, slot_start timestamptz,
                ahead_minutes integer, slot_minutes integer, made_at timestamptz, net_wh bigint, persistence_wh bigint,
                clear_sky_wh bigint, last_week_wh bigint)
            ON CONFLICT DO NOTHING""";

    private static final String LATEST = """
            SELECT DISTINCT ON (ahead_minutes) cast(extract(epoch FROM slot_start) AS bigint), ahead_minutes,
                cast(extract(epoch FROM made_at) AS bigint), net_wh, persistence_wh, clear_sky_wh, last_week_wh
            FROM home_forecast WHERE meter_id = :meter AND slot_minutes = :minutes
            ORDER BY ahead_minutes, slot_start DESC""";

    private static final String ERRORS =
            """
            SELECT f.ahead_minutes, count(*), sum(abs(f.net_wh - m.net)),
                count(f.persistence_wh), coalesce(sum(abs(f.persistence_wh - m.net)), 0),
                count(f.clear_sky_wh), coalesce(sum(abs(f.clear_sky_wh - m.net)), 0),
                count(f.last_week_wh), coalesce(sum(abs(f.last_week_wh - m.net)), 0)
            FROM home_forecast f
            JOIN (SELECT s.slot_start, s.imported - s.exported AS net FROM ({slots}) s) m ON m.slot_start = f.slot_start
            WHERE f.meter_id = :meter AND f.slot_minutes = :minutes
            GROUP BY f.ahead_minutes ORDER BY f.ahead_minutes""".replace("{slots}", MeterRegisters.SLOTS.replace("{condition}", "a.meter_id = :meter"));

    /**
     * A forecast as it was made, Wh net.
     *
     * @param aheadMinutes from the slot that was ordered for to this one
     */
    record Made(
            UUID meterId,
            Instant slotStart,
            int aheadMinutes,
            int slotMinutes,
            Instant madeAt,
            long netWh,
            @Nullable Long persistenceWh,
            @Nullable Long clearSkyWh,
            @Nullable Long lastWeekWh) {

        static Made of(MeterId meter, Slot slot, Duration ahead, Instant now, BlendedForecast forecast) {
            return new Made(
                    meter.value(),
                    slot.start(),
                    Math.toIntExact(ahead.toMinutes()),
                    Math.toIntExact(slot.length().toMinutes()),
                    now,
                    forecast.forecast().net().wattHours(),
                    wattHours(forecast.persistence()),
                    wattHours(forecast.clearSky()),
                    wattHours(forecast.lastWeek()));
        }

        private static @Nullable Long wattHours(@Nullable NetEnergy net) {
            return net == null ? null : net.wattHours();
        }
    }

    private final Mutiny.SessionFactory database;

    ForecastLog(Mutiny.SessionFactory database) {
        this.database = database;
    }

    /** The first forecast of a slot and horizon stays. */
    Uni<Void> put(Collection<Made> forecasts) {
        return forecasts.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.withStatelessTransaction(session -> BulkSql.execute(session, PUT, forecasts));
    }

    /** The last forecast of each horizon. */
    Uni<List<Made>> latest(MeterId meter, Duration slotLength) {
        return database.withStatelessSession(session -> session.createNativeQuery(LATEST, Object[].class)
                .setParameter("meter", meter.value())
                .setParameter("minutes", Math.toIntExact(slotLength.toMinutes()))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Made(
                                meter.value(),
                                Instant.ofEpochSecond(number(row[0])),
                                Math.toIntExact(number(row[1])),
                                Math.toIntExact(slotLength.toMinutes()),
                                Instant.ofEpochSecond(number(row[2])),
                                number(row[3]),
                                numberOrNull(row[4]),
                                numberOrNull(row[5]),
                                numberOrNull(row[6])))
                        .toList()));
    }

    /** Over all that is kept, the nearest horizon first. */
    Uni<List<ForecastError>> errors(MeterId meter, Duration slotLength) {
        return database.withStatelessSession(session -> session.createNativeQuery(ERRORS, Object[].class)
                .setParameter("meter", meter.value())
                .setParameter("minutes", Math.toIntExact(slotLength.toMinutes()))
                .setParameter("seconds", (double) slotLength.toSeconds())
                .setParameter("length", slotLength.toSeconds())
                .getResultList()
                .map(rows -> rows.stream().map(ForecastLog::error).toList()));
    }

    private static ForecastError error(Object[] row) {
        return new ForecastError(
                Math.toIntExact(number(row[0])),
                number(row[1]),
                Objects.requireNonNull(meanOrNull(row, 1), "no group is empty"),
                meanOrNull(row, 3),
                meanOrNull(row, 5),
                meanOrNull(row, 7));
    }

    Uni<Integer> forgetBefore(Instant time) {
        return database.withStatelessTransaction(
                session -> session.createNativeQuery("DELETE FROM home_forecast WHERE slot_start < :time")
                        .setParameter("time", time)
                        .executeUpdate());
    }

    private static @Nullable Long meanOrNull(@Nullable Object[] row, int column) {
        return ForecastError.mean(number(row[column + 1]), number(row[column]));
    }

    private static long number(@Nullable Object column) {
        return column instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable Long numberOrNull(@Nullable Object column) {
        return column instanceof Number number ? number.longValue() : null;
    }
}
