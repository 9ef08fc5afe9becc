package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.SlotState;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A round of a slot for somebody who may not see everybody's orders: prices and volumes per zone, with limits of no single
 * order, and the caller's own part without a word of the other side.
 *
 * @param round from 0
 * @param last whether the gate is closed
 * @param state how far the slot has come, whatever round this is
 * @param congestionRent what limits of the grid added to all purchases, nano-currency as text
 * @param zones none of a round in which orders met as they came, but for who traded in it
 */
public record SlotView(
        CommunityId community,
        Slot slot,
        int round,
        boolean last,
        SlotState state,
        Hash32 bookHash,
        Hash32 resultHash,
        Energy volume,
        String congestionRent,
        List<Zone> zones,
        List<SealedBook.Order> orders,
        List<Trade> trades) {

    /**
     * @param sold Wh that members in the zone sold
     * @param bought Wh that members in the zone bought
     * @param price what sellers in the zone receive; absent where nothing connects it to a trade
     * @param demand Wh wanted in the zones that share one k, under SCARCITY
     * @param supply Wh offered in the zones that share one k, under SCARCITY
     * @param flow what enters the zone over the edge to its parent, net; absent for a root
     * @param congestionRent what the limit of that edge added to purchases, nano-currency as text; absent for a root
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Zone(
            GridZoneId zone,
            Energy sold,
            Energy bought,
            @Nullable Price price,
            @Nullable Energy demand,
            @Nullable Energy supply,
            @Nullable NetEnergy flow,
            @Nullable String congestionRent) {

        private static Zone of(ClearingResult.ZoneResult zone) {
            return new Zone(
                    zone.zone(),
                    zone.sold(),
                    zone.bought(),
                    zone.price(),
                    zone.demand(),
                    zone.supply(),
                    zone.flow(),
                    zone.congestionRent());
        }
    }

    /**
     * One side of a trade.
     *
     * @param partner the other side's account, if both sides let it be shown
     * @param price what the seller receives; the buyer pays {@code price + fee + congestion}
     * @param congestion what limits of the grid added; the demand-response fund receives it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Trade(
            TradeId id,
            OrderId order,
            AccountId account,
            Side side,
            @Nullable AccountId partner,
            Energy energy,
            Price price,
            Price fee,
            Price congestion,
            TradeReason reason) {}

    /**
     * @param shown members whom partners of their trades may know, if they are shown too
     * @param forANeighbour whether a household looks, and not the grid operator
     */
    static SlotView of(
            BookLine line,
            SlotState state,
            Predicate<AccountId> visible,
            Predicate<AccountId> shown,
            boolean forANeighbour) {
        TradeReasons reasons = new TradeReasons(line);
        return new SlotView(
                line.book().community(),
                line.book().slot(),
                line.book().round(),
                line.book().last(),
                state,
                line.bookHash(),
                line.resultHash(),
                line.result().volume(),
                line.result().congestionRent(),
                forANeighbour && tellsOfOthers(line, visible)
                        ? List.of()
                        : line.result().zones().stream().map(Zone::of).toList(),
                line.book().orders().stream()
                        .filter(order -> visible.test(order.account()))
                        .toList(),
                line.result().fills().stream()
                        .flatMap(fill -> Stream.of(Side.SELL, Side.BUY)
                                .filter(side -> visible.test(side == Side.SELL ? fill.seller() : fill.buyer()))
                                .map(side -> trade(fill, side, reasons, shown)))
                        .toList());
    }

    /** Where a few meet as they come, volumes of zones are those of somebody: no neighbour sees them who was not there. */
    private static boolean tellsOfOthers(BookLine line, Predicate<AccountId> visible) {
        return line.book().mode() != SealedBook.Mode.AUCTION
                && line.result().fills().stream()
                        .noneMatch(fill -> visible.test(fill.seller()) || visible.test(fill.buyer()));
    }

    private static Trade trade(ClearingResult.Fill fill, Side side, TradeReasons reasons, Predicate<AccountId> shown) {
        boolean known = shown.test(fill.seller()) && shown.test(fill.buyer());
        return new Trade(
                fill.id(),
                side == Side.SELL ? fill.sell() : fill.buy(),
                side == Side.SELL ? fill.seller() : fill.buyer(),
                side,
                known ? (side == Side.SELL ? fill.buyer() : fill.seller()) : null,
                fill.energy(),
                fill.price(),
                fill.fee(),
                fill.congestion(),
                reasons.of(fill, side));
    }
}
