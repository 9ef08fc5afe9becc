package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.automation.domain.BlendedForecast;
import energy.peerwatt.orderbook.automation.domain.Forecaster;
import energy.peerwatt.orderbook.automation.domain.HomeOutlook;
import energy.peerwatt.orderbook.automation.domain.Telemetry;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.config.Tickers;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the forecasts that orders rest on, and some for later slots, so that it shows how good they are the further off a
 * slot is. What is older than a fortnight and a day is forgotten.
 */
@ApplicationScoped
class HomeForecasts {
    private static final List<Duration> AHEAD =
            List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24));
    /** Two weeks and the day before the last of them. */
    private static final Duration KEPT = Duration.ofDays(15);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final MeterRegisters registers;
    private final ForecastLog log;
    private final OrderBookConfig config;
    private final Tickers tickers;
    private final Clock clock;

    HomeForecasts(MeterRegisters registers, ForecastLog log, OrderBookConfig config, Tickers tickers, Clock clock) {
        this.registers = registers;
        this.log = log;
        this.config = config;
        this.tickers = tickers;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        tickers.every(PAUSE, "forecast-memory", this::forget);
    }

    private Uni<Void> forget() {
        Instant oldest = clock.instant().minus(KEPT);
        return registers
                .forgetBefore(oldest)
                .chain(() -> log.forgetBefore(oldest))
                .replaceWithVoid();
    }

    /** The forecasts of a community's homes before one gate. */
    final class Round {
        private final Forecaster forecaster;
        private final Map<Duration, Slot> slots;
        private final Map<MeterId, Map<Instant, NetEnergy>> lastWeek;
        private final Instant now;
        private final List<ForecastLog.Made> made = new ArrayList<>();

        private Round(
                Forecaster forecaster,
                Map<Duration, Slot> slots,
                Map<MeterId, Map<Instant, NetEnergy>> lastWeek,
                Instant now) {
            this.forecaster = forecaster;
            this.slots = slots;
            this.lastWeek = lastWeek;
            this.now = now;
        }

        /** Of the slot to order for. */
        NetEnergy of(MeterId meter, List<Telemetry> recent, int batteryReservePercent) {
            HomeOutlook outlook = forecaster.of(now, recent, batteryReservePercent);
            Map<Instant, NetEnergy> before = lastWeek.getOrDefault(meter, Map.of());
            slots.forEach((ahead, slot) -> {
                BlendedForecast forecast = outlook.of(slot, before.get(slot.start()));
                made.add(ForecastLog.Made.of(meter, slot, ahead, now, forecast));
            });
            return new NetEnergy(made.get(made.size() - slots.size()).netWh());
        }

        /** Keeps what was forecast, for later comparison. */
        Uni<Void> keep() {
            return log.put(made);
        }
    }

    Uni<Round> round(CommunityId community, MarketTerms terms, Slot slot, Instant now) {
        Map<Duration, Slot> slots = new LinkedHashMap<>();
        AHEAD.forEach(ahead -> slots.put(ahead, new Slot(slot.start().plus(ahead), slot.length())));
        Forecaster forecaster = Forecaster.of(terms, config.forecastWindow());
        return registers
                .lastWeek(community, slots.values())
                .map(lastWeek -> new Round(forecaster, slots, lastWeek, now));
    }
}
