package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.Delivery;
import energy.peerwatt.orderbook.book.domain.Effect;
import energy.peerwatt.orderbook.book.domain.Order;
import energy.peerwatt.orderbook.book.domain.OrderState;
import energy.peerwatt.orderbook.book.domain.OrderTerms;
import energy.peerwatt.orderbook.book.domain.Outcome;
import energy.peerwatt.orderbook.book.domain.ZoneDefinition;
import energy.peerwatt.orderbook.market.domain.MarketPlace;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Position;
import energy.peerwatt.orderbook.market.domain.Zone;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of commands changed, as rows to be written; a row that several commands changed is there once, as it is
 * in the end. Component names are column names.
 */
final class Rows {
    record Community(
            UUID id,
            int partition,
            @Nullable Long slotMinutes,
            @Nullable Long gateClosureSeconds,
            @Nullable PriceRule rule,
            @Nullable Long tick,
            @Nullable Instant firstSlot,
            @Nullable Instant nextSlot,
            long balanceSequence,
            @Nullable String timeZone,
            @Nullable Integer latitudeMicroDegrees,
            @Nullable Integer longitudeMicroDegrees,
            @Nullable Long auctionEverySeconds,
            @Nullable Integer forecastTolerancePermille,
            SealedBook.@Nullable Mode mode) {}

    /** @param gone whether there is no such row any more; the rest but the key is of no meaning then */
    record ZoneFrom(
            UUID communityId,
            String id,
            Instant effectiveFrom,
            long version,
            @Nullable String parent,
            long localFee,
            long edgeFee,
            @Nullable Long importLimit,
            @Nullable Long exportLimit,
            boolean gone) {}

    record Balance(UUID communityId, UUID accountId, long available) {}

    record Reservation(UUID communityId, UUID accountId, Instant slotStart, long amount) {}

    record NewOrder(
            UUID communityId,
            UUID id,
            UUID accountId,
            String zoneId,
            Side side,
            Instant slotStart,
            long energyWh,
            long limitMicro,
            Instant submittedAt,
            OrderState state,
            long filledWh,
            @Nullable String violations,
            @Nullable String terms) {
        NewOrder ended(OrderState end, long filled) {
            return new NewOrder(
                    communityId,
                    id,
                    accountId,
                    zoneId,
                    side,
                    slotStart,
                    energyWh,
                    limitMicro,
                    submittedAt,
                    end,
                    filled,
                    violations,
                    terms);
        }
    }

    record EndedOrder(UUID communityId, UUID id, OrderState state, long filledWh) {}

    record ClosedZone(UUID communityId, Instant slotStart, String zoneId) {}

    record Sealed(
            UUID communityId,
            Instant slotStart,
            String bookHash,
            String resultHash,
            int orders,
            int trades,
            String line,
            int round,
            boolean last,
            String entered) {}

    record Trade(
            UUID communityId,
            UUID id,
            Instant slotStart,
            int tradeIndex,
            UUID sellOrder,
            UUID buyOrder,
            UUID seller,
            UUID buyer,
            String fromZone,
            String toZone,
            long energyWh,
            long price,
            long fee,
            long congestion,
            int round) {}

    record Command(
            UUID id,
            UUID communityId,
            Instant issuedAt,
            @Nullable String violations) {}

    private record OfZone(CommunityId community, GridZoneId zone, Instant from) {}

    private record OfAccount(CommunityId community, AccountId account) {}

    private record OfSlot(CommunityId community, AccountId account, Slot slot) {}

    private record OfOrder(CommunityId community, OrderId order) {}

    private final int partition;
    private final Map<CommunityId, Community> communities = new LinkedHashMap<>();
    private final Map<OfZone, ZoneFrom> zones = new LinkedHashMap<>();
    private final Map<OfAccount, MemberOf> members = new LinkedHashMap<>();
    private final Map<OfAccount, Balance> balances = new LinkedHashMap<>();
    private final Map<OfSlot, Reservation> reservations = new LinkedHashMap<>();
    private final Map<OfOrder, NewOrder> newOrders = new LinkedHashMap<>();
    private final Map<OfOrder, EndedOrder> endedOrders = new LinkedHashMap<>();
    private final List<ClosedZone> closedZones = new ArrayList<>();
    private final List<Sealed> sealed = new ArrayList<>();
    private final List<Trade> trades = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final MandateRows mandates = new MandateRows();
    private final DeliveryRows deliveries = new DeliveryRows();
    private final SettlementRows settlements = new SettlementRows();

    Rows(int partition) {
        this.partition = partition;
    }

    void add(BookCommand command, Outcome outcome) {
        String violations =
                switch (outcome) {
                    case Outcome.Done done -> {
                        done.effects().forEach(effect -> add(command.community(), effect));
                        yield null;
                    }
                    case Outcome.Refused refused -> Violations.write(refused.violations());
                };
        if (command.countsOncePerId()) {
            commands.add(
                    new Command(command.id().value(), command.community().value(), command.issuedAt(), violations));
        }
    }

    private void add(CommunityId community, Effect effect) {
        UUID id = community.value();
        switch (effect) {
            case Effect.CommunityChanged changed -> communities.put(community, community(id, changed));
            case Effect.ZoneChanged(ZoneDefinition(Zone zone, Instant from)) ->
                zones.put(new OfZone(community, zone.id(), from), zone(id, zone, from));
            case Effect.ZoneSuperseded(GridZoneId zone, Instant from) ->
                zones.put(
                        new OfZone(community, zone, from),
                        new ZoneFrom(id, zone.value(), from, 0, null, 0, 0, null, null, true));
            case Effect.MemberChanged(Member member) ->
                members.put(new OfAccount(community, member.account()), MemberOf.of(id, member));
            case Effect.OrderTaken(Order order) -> newOrders.put(new OfOrder(community, order.id()), taken(id, order));
            case Effect.OrderRefused refused -> addRefused(community, refused);
            case Effect.OrderFilled(OrderId order, Energy filled) ->
                addEnded(community, new Effect.OrderEnded(order, OrderState.ACCEPTED, filled));
            case Effect.OrderEnded ended -> addEnded(community, ended);
            case Effect.ReservationChanged(var account, var slot, var amount) ->
                reservations.put(
                        new OfSlot(community, account, slot),
                        new Reservation(id, account.value(), slot.start(), amount.nano()));
            case Effect.BalanceChanged(var account, var available) ->
                balances.put(new OfAccount(community, account), new Balance(id, account.value(), available.nano()));
            case Effect.ZoneClosed(Slot slot, GridZoneId zone) ->
                closedZones.add(new ClosedZone(id, slot.start(), zone.value()));
            case Effect.RoundHeld held -> addRound(id, held);
            case Effect.DeliveryChanged(Delivery delivery) -> deliveries.add(community, delivery);
            case Effect.SlotSettled(var settlement) -> settlements.add(community, settlement);
            case Effect.OfMandate mandate -> mandates.add(community, mandate);
        }
    }

    private Community community(UUID id, Effect.CommunityChanged changed) {
        Optional<MarketTerms> terms = Optional.ofNullable(changed.terms());
        Optional<MarketPlace> place = terms.map(MarketTerms::place);
        Optional<Position> position = place.map(MarketPlace::position);
        return new Community(
                id,
                partition,
                terms.map(t -> t.slotLength().toMinutes()).orElse(null),
                terms.map(t -> t.gateClosure().toSeconds()).orElse(null),
                terms.map(MarketTerms::rule).orElse(null),
                terms.map(t -> t.tick().microPerKwh()).orElse(null),
                terms.map(MarketTerms::firstSlot).orElse(null),
                Optional.ofNullable(changed.nextSlot()).map(Slot::start).orElse(null),
                changed.balanceSequence(),
                place.map(MarketPlace::timeZone).map(ZoneId::getId).orElse(null),
                position.map(Position::latitudeMicroDegrees).orElse(null),
                position.map(Position::longitudeMicroDegrees).orElse(null),
                terms.map(MarketTerms::auctionEvery).map(Duration::toSeconds).orElse(null),
                terms.map(MarketTerms::forecastTolerancePermille).orElse(null),
                terms.map(MarketTerms::mode).orElse(null));
    }

    private static ZoneFrom zone(UUID id, Zone zone, Instant from) {
        return new ZoneFrom(
                id,
                zone.id().value(),
                from,
                zone.version(),
                Optional.ofNullable(zone.parent()).map(GridZoneId::value).orElse(null),
                zone.localFee().microPerKwh(),
                zone.edgeFee().microPerKwh(),
                Optional.ofNullable(zone.importLimit()).map(Power::watts).orElse(null),
                Optional.ofNullable(zone.exportLimit()).map(Power::watts).orElse(null),
                false);
    }

    private static NewOrder taken(UUID id, Order order) {
        return new NewOrder(
                id,
                order.id().value(),
                order.account().value(),
                order.zone().value(),
                order.side(),
                order.slot().start(),
                order.energy().wattHours(),
                order.limit().microPerKwh(),
                order.submittedAt(),
                OrderState.ACCEPTED,
                order.filled().wattHours(),
                null,
                JsonText.unless(order.terms(), OrderTerms.NONE));
    }

    private void addRefused(CommunityId community, Effect.OrderRefused refused) {
        // Of two orders with one id the first keeps its row; the statement also leaves a row of an earlier batch alone.
        newOrders.putIfAbsent(
                new OfOrder(community, refused.draft().id()),
                new NewOrder(
                        community.value(),
                        refused.draft().id().value(),
                        refused.draft().account().value(),
                        refused.draft().zone().value(),
                        refused.draft().side(),
                        refused.draft().slotStart(),
                        refused.draft().energyWh(),
                        refused.draft().limitMicroPerKwh(),
                        refused.submittedAt(),
                        OrderState.REJECTED,
                        0,
                        Violations.write(refused.violations()),
                        JsonText.unless(refused.draft().terms(), OrderTerms.NONE)));
    }

    private void addEnded(CommunityId community, Effect.OrderEnded ended) {
        OfOrder key = new OfOrder(community, ended.order());
        NewOrder ofThisBatch = newOrders.get(key);
        if (ofThisBatch != null) {
            newOrders.put(key, ofThisBatch.ended(ended.state(), ended.filled().wattHours()));
            return;
        }
        endedOrders.put(
                key,
                new EndedOrder(
                        community.value(),
                        ended.order().value(),
                        ended.state(),
                        ended.filled().wattHours()));
    }

    private void addRound(UUID id, Effect.RoundHeld held) {
        Instant start = held.line().book().slot().start();
        int round = held.line().book().round();
        List<ClearingResult.Fill> fills = held.line().result().fills();
        sealed.add(new Sealed(
                id,
                start,
                held.line().bookHash().hex(),
                held.line().resultHash().hex(),
                held.line().book().orders().size(),
                fills.size(),
                new String(CanonicalJson.bytes(held.line()), StandardCharsets.UTF_8),
                round,
                held.line().book().last(),
                Entered.write(held.progress().entered())));
        for (int i = 0; i < fills.size(); i++) {
            ClearingResult.Fill fill = fills.get(i);
            trades.add(new Trade(
                    id,
                    fill.id().value(),
                    start,
                    i,
                    fill.sell().value(),
                    fill.buy().value(),
                    fill.seller().value(),
                    fill.buyer().value(),
                    fill.from().value(),
                    fill.to().value(),
                    fill.energy().wattHours(),
                    fill.price().microPerKwh(),
                    fill.fee().microPerKwh(),
                    fill.congestion().microPerKwh(),
                    round));
        }
    }

    Collection<Community> communities() {
        return communities.values();
    }

    Collection<ZoneFrom> zones() {
        return zones.values();
    }

    Collection<MemberOf> members() {
        return members.values();
    }

    Collection<Balance> balances() {
        return balances.values();
    }

    Collection<Reservation> reservations() {
        return reservations.values();
    }

    Collection<NewOrder> newOrders() {
        return newOrders.values();
    }

    Collection<EndedOrder> endedOrders() {
        return endedOrders.values();
    }

    List<ClosedZone> closedZones() {
        return closedZones;
    }

    List<Sealed> sealed() {
        return sealed;
    }

    List<Trade> trades() {
        return trades;
    }

    Uni<Void> writeOthers(Mutiny.StatelessSession session) {
        return mandates.write(session).chain(() -> deliveries.write(session)).chain(() -> settlements.write(session));
    }

    List<Command> commands() {
        return commands;
    }
}
