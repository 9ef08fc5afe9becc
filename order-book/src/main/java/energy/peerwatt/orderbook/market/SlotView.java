package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.ClearingResult;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.SealedBook;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sealed slot for somebody who may not see everybody's orders: prices and volumes per zone, with limits of no single
 * order, and the caller's own part without a word of the other side.
 */
public record SlotView(
        CommunityId community,
        Slot slot,
        Hash32 bookHash,
        Hash32 resultHash,
        List<Zone> zones,
        List<SealedBook.Order> orders,
        List<Trade> trades) {

    /**
     * @param volume Wh traded
     * @param price what sellers received; absent when nothing traded
     * @param demand Wh of bids that at least one ask could serve
     * @param supply Wh of asks that at least one bid could take
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Zone(
            GridZoneId zone, Energy volume, @Nullable Price price, Energy demand, Energy supply) {}

    /**
     * One side of a trade.
     *
     * @param price what the seller receives; the buyer pays {@code price + fee}
     */
    public record Trade(
            TradeId id, OrderId order, AccountId account, Side side, Energy energy, Price price, Price fee) {}

    static SlotView of(BookLine line, Predicate<AccountId> visible) {
        return new SlotView(
                line.book().community(),
                line.book().slot(),
                line.bookHash(),
                line.resultHash(),
                line.result().zones().stream()
                        .map(zone -> new Zone(zone.zone(), zone.volume(), zone.price(), zone.demand(), zone.supply()))
                        .toList(),
                line.book().orders().stream()
                        .filter(order -> visible.test(order.account()))
                        .toList(),
                line.result().fills().stream()
                        .flatMap(SlotView::sides)
                        .filter(trade -> visible.test(trade.account()))
                        .toList());
    }

    private static Stream<Trade> sides(ClearingResult.Fill fill) {
        return Stream.of(
                new Trade(fill.id(), fill.sell(), fill.seller(), Side.SELL, fill.energy(), fill.price(), fill.fee()),
                new Trade(fill.id(), fill.buy(), fill.buyer(), Side.BUY, fill.energy(), fill.price(), fill.fee()));
    }
}
