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
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Backs orders with the forecasts that the automatic trader would order by. Of a home that is not heard there is none. */
@ApplicationScoped
class ForecastBacking implements Backing {
    /** Real time. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final TelemetryConsumer telemetry;
    private final MeterRegisters registers;
    private final OrderBookConfig config;
    private volatile Memory memory = new Memory();

    ForecastBacking(TelemetryConsumer telemetry, MeterRegisters registers, OrderBookConfig config) {
        this.telemetry = telemetry;
        this.registers = registers;
        this.config = config;
    }

    private record MeterSlot(MeterId meter, Slot slot) {}

    /** Of some orders before. */
    private static final class Memory {
        private final long sinceNanos = System.nanoTime();
        private final Map<MeterSlot, Optional<NetEnergy>> lastWeek = new ConcurrentHashMap<>();
    }

    /** A home of which something is known. */
    private record Home(MeterId meter, HomeOutlook outlook) {}

    @Override
    public Uni<List<OrderDraft>> of(CommunityState state, List<OrderDraft> orders, Instant now) {
        MarketTerms terms = state.terms();
        if (terms == null || terms.forecastTolerancePermille() == null) {
            return Uni.createFrom().item(orders);
        }
        Set<AccountId> placing = orders.stream().map(OrderDraft::account).collect(Collectors.toSet());
        List<Member> members = state.members().stream()
                .filter(member -> placing.contains(member.account()))
                .toList();
        Map<AccountId, Home> homes = homes(members, terms, now);
        Set<MeterSlot> wanted = orders.stream()
                .filter(order -> homes.containsKey(order.account()) && terms.isAligned(order.slotStart()))
                .map(order -> new MeterSlot(homes.get(order.account()).meter(), terms.slotAt(order.slotStart())))
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(orders);
        }
        return lastWeek(wanted)
                .map(lastWeek -> orders.stream()
                        .map(order -> order.backedBy(
                                backed(order, terms, homes, lastWeek).orElse(null)))
                        .toList());
    }

    /** What a meter showed a week ago seldom changes, so that it is not read anew for each order. */
    private Uni<Map<MeterSlot, Optional<NetEnergy>>> lastWeek(Set<MeterSlot> wanted) {
        Map<MeterSlot, Optional<NetEnergy>> known = remembered();
        Set<MeterSlot> unknown =
                wanted.stream().filter(one -> !known.containsKey(one)).collect(Collectors.toSet());
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(known);
        }
        return registers
                .lastWeek(
                        unknown.stream().map(MeterSlot::meter).collect(Collectors.toSet()),
                        unknown.stream().map(MeterSlot::slot).collect(Collectors.toSet()))
                .map(found -> {
                    unknown.forEach(one -> known.put(
                            one,
                            Optional.ofNullable(found.getOrDefault(one.meter(), Map.of())
                                    .get(one.slot().start()))));
                    return known;
                });
    }

    private Map<MeterSlot, Optional<NetEnergy>> remembered() {
        Memory now = memory;
        if (System.nanoTime() - now.sinceNanos > REMEMBERED.toNanos()) {
            now = new Memory();
            memory = now;
        }
        return now.lastWeek;
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
            Map<MeterSlot, Optional<NetEnergy>> lastWeek) {
        Home home = homes.get(order.account());
        if (home == null || !terms.isAligned(order.slotStart())) {
            return Optional.empty();
        }
        Slot slot = terms.slotAt(order.slotStart());
        return home.outlook()
                .backing(
                        slot,
                        lastWeek.getOrDefault(new MeterSlot(home.meter(), slot), Optional.empty())
                                .orElse(null));
    }
}
