package energy.peerwatt.orderbook.clearing.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.Rejected;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import energy.peerwatt.orderbook.clearing.domain.price.Scarcity;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a clearing gave.
 *
 * @param book the orders that took part
 * @param bookHash hash of that book
 * @param desk where everything stood at the end
 * @param fills who trades with whom; at the places of the desk's matches
 * @param prices prices of the zones; none in continuous trading
 * @param indicative half-way between best ask and best bid when nothing trades, micro-currency per kWh
 * @param gap how much more welfare another plan could have at most, nano-currency; null for a best one
 * @param rejected orders that took no part, by id
 */
public record ClearingOutcome(
        ClearingBook book,
        Hash32 bookHash,
        Desk desk,
        List<Fill> fills,
        ZonePrices prices,
        @Nullable Long indicative,
        @Nullable BigInteger gap,
        List<Rejected> rejected) {

    /** @param wh what is left, more than 0 */
    public record Rest(BookOrder order, long wh) {}

    public ClearingOutcome {
        fills = List.copyOf(fills);
        rejected = List.copyOf(rejected);
    }

    static ClearingOutcome of(
            ClearingBook book,
            Hash32 bookHash,
            Desk desk,
            ZonePrices prices,
            @Nullable Long indicative,
            @Nullable BigInteger gap,
            List<Rejected> rejected) {
        List<Fill> fills = new ArrayList<>(desk.matches().size());
        desk.matches().forEach(match -> fills.add(fill(match, desk.table(), prices)));
        return new ClearingOutcome(book, bookHash, desk, fills, prices, indicative, gap, rejected);
    }

    private static Fill fill(Match match, OrderTable table, ZonePrices prices) {
        int from = table.zone(match.sell());
        int to = table.zone(match.buy());
        long fee = table.tree().fee(from, to);
        long price = match.price();
        long congestion = match.congestion();
        if (match.price() == Match.ZONE_PRICE) {
            ZonePrice sellers = prices.of(from);
            ZonePrice buyers = prices.of(to);
            if (match.step() == Match.Step.AUCTION) {
                price = sellers.price();
                congestion = buyers.price() + table.tree().localFee(to) - price - fee;
            } else {
                long middle = Scarcity.middle(match.ask(), match.bid() - fee);
                price = Math.clamp(sellers == null ? middle : sellers.price(), match.ask(), match.bid() - fee);
            }
        }
        return new Fill(
                table.order(match.sell()),
                table.order(match.buy()),
                match.wh(),
                price,
                fee,
                congestion,
                match.ask(),
                match.bid(),
                match.step(),
                !table.isChoosy(match.sell()) || match.step() == Match.Step.GIFT
                        ? null
                        : match.by().sell(),
                !table.isChoosy(match.buy()) ? null : match.by().buy());
    }

    /** The zones by number. */
    public ZoneTree tree() {
        return desk.table().tree();
    }

    /** What flows between zones. */
    public EdgeFlows flows() {
        return desk.flows();
    }

    /** Orders that are not filled whole, by id. */
    public List<Rest> resting() {
        OrderTable table = desk.table();
        List<Rest> resting = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            if (desk.left(i) > 0 && table.order(i).directBuyOf() == null) {
                resting.add(new Rest(table.order(i), desk.left(i)));
            }
        }
        return resting;
    }

    /** Energy traded, Wh. */
    public long volumeWh() {
        long volume = 0;
        for (Fill fill : fills) {
            volume = Math.addExact(volume, fill.wh());
        }
        return volume;
    }

    /** Sum of (bid - ask - fee) x Wh, micro-currency per kWh x Wh, which is nano-currency. */
    public BigInteger welfare() {
        return sum(fill -> fill.bid() - fill.ask() - fill.fee());
    }

    /** What limits add to buyers' prices, nano-currency. */
    public BigInteger congestionRent() {
        return sum(Fill::congestion);
    }

    private BigInteger sum(ToLongFunction<Fill> perKwh) {
        ExactSum sum = new ExactSum();
        for (Fill fill : fills) {
            sum.addProduct(perKwh.applyAsLong(fill), fill.wh());
        }
        return sum.total();
    }
}
