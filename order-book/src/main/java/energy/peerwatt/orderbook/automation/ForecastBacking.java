package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.automation.domain.Forecaster;
import energy.peerwatt.orderbook.automation.domain.HomeOutlook;
import energy.peerwatt.orderbook.automation.domain.Telemetry;
import energy.peerwatt.orderbook.book.Backing;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.OrderDraft;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backs orders with the forecasts that the automatic trader would order by. Of a home that is not heard there is none. */
@ApplicationScoped
class ForecastBacking implements Backing {
    private final TelemetryConsumer telemetry;
    private final MeterRegisters registers;
    private final OrderBookConfig config;

    ForecastBacking(TelemetryConsumer telemetry, MeterRegisters registers, OrderBookConfig config) {
        this.telemetry = telemetry;
        this.registers = registers;
        this.config = config;
    }

    /** A home of which something is known. */
    private record Home(MeterId meter, HomeOutlook outlook) {}

    @Override
    public Uni<List<OrderDraft>> of(CommunityState state, List<OrderDraft> orders, Instant now) {
        MarketTerms terms = state.terms();
        if (terms == null || terms.forecastTolerancePermille() == null) {
            return Uni.createFrom().item(orders);
        }
        Map<AccountId, Home> homes = homes(state.members(), terms, now);
        List<Slot> slots = orders.stream()
                .filter(order -> homes.containsKey(order.account()) && terms.isAligned(order.slotStart()))
                .map(order -> terms.slotAt(order.slotStart()))
                .distinct()
                .toList();
        if (slots.isEmpty()) {
            return Uni.createFrom().item(orders);
        }
        List<MeterId> meters = homes.values().stream().map(Home::meter).toList();
        return registers
                .lastWeek(meters, slots)
                .map(lastWeek -> orders.stream()
                        .map(order -> order.backedBy(
                                backed(order, terms, homes, lastWeek).orElse(null)))
                        .toList());
    }

    private Map<AccountId, Home> homes(Collection<Member> members, MarketTerms terms, Instant now) {
        Forecaster forecaster = Forecaster.of(terms, config.forecastWindow());
        Map<AccountId, Home> homes = new HashMap<>();
        for (Member member : members) {
            List<Telemetry> recent = telemetry.recent(member.meter(), now);
            if (!recent.isEmpty()) {
                int reserve = Optional.ofNullable(member.rules())
                        .map(HouseholdRules::batteryReservePercent)
                        .orElse(0);
                homes.put(member.account(), new Home(member.meter(), forecaster.of(now, recent, reserve)));
            }
        }
        return homes;
    }

    private static Optional<NetEnergy> backed(
            OrderDraft order,
            MarketTerms terms,
            Map<AccountId, Home> homes,
            Map<MeterId, Map<Instant, NetEnergy>> lastWeek) {
        Home home = homes.get(order.account());
        if (home == null || !terms.isAligned(order.slotStart())) {
            return Optional.empty();
        }
        return home.outlook()
                .backing(
                        terms.slotAt(order.slotStart()),
                        lastWeek.getOrDefault(home.meter(), Map.of()).get(order.slotStart()));
    }
}
