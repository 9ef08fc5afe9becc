package energy.peerwatt.orderbook.clearing.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.orderbook.clearing.domain.book.BookCheck;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.Rejected;
import energy.peerwatt.orderbook.clearing.domain.flow.Allocation;
import energy.peerwatt.orderbook.clearing.domain.flow.Alternatives;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import energy.peerwatt.orderbook.clearing.domain.flow.Pairing;
import energy.peerwatt.orderbook.clearing.domain.flow.TreeAuction;
import energy.peerwatt.orderbook.clearing.domain.pair.PairAuction;
import energy.peerwatt.orderbook.clearing.domain.price.AuctionPrices;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices;
import energy.peerwatt.orderbook.clearing.domain.step.ContinuousTrading;
import energy.peerwatt.orderbook.clearing.domain.step.DirectBuys;
import energy.peerwatt.orderbook.clearing.domain.step.Gifts;
import energy.peerwatt.orderbook.clearing.domain.step.Nominations;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clears a book: direct buys, gifts and nominated partners first, then everybody at once (or one after the other, in
 * continuous trading). The same book gives the same outcome on any machine.
 */
public final class Clearing {
    private final ClearingBook book;
    private final Hash32 bookHash;
    private final OrderTable table;
    private final Desk desk;
    private final Alternatives alternatives;
    private final List<Rejected> rejected;

    private Clearing(ClearingBook book, Hash32 bookHash, List<Rejected> rejected) {
        this.book = book;
        this.bookHash = bookHash;
        this.table = new OrderTable(book, bookHash);
        this.desk = new Desk(table);
        this.alternatives = new Alternatives(table);
        this.rejected = new ArrayList<>(rejected);
    }

    /**
     * Orders that break a rule are rejected and named; all others take part.
     *
     * @throws IllegalArgumentException if the zones are no tree
     */
    public static ClearingOutcome clear(ClearingBook book) {
        BookCheck check = new BookCheck(book);
        ClearingBook accepted = check.accepted();
        return new Clearing(accepted, accepted.hash(), check.rejected()).clear();
    }

    /**
     * Clears a book whose orders are known to be good.
     *
     * @param seed decides between equals, in the place of the hash of {@code book}
     * @throws IllegalArgumentException if the zones are no tree, or an order is of a zone that is not there
     */
    public static ClearingOutcome clear(ClearingBook book, Hash32 seed) {
        return new Clearing(book, seed, List.of()).clear();
    }

    private ClearingOutcome clear() {
        return switch (book.mode()) {
            case AUCTION -> auction();
            case CONTINUOUS_ASK, CONTINUOUS_OLDER -> continuous();
        };
    }

    private ClearingOutcome auction() {
        if (table.hasDirectBuys()) {
            DirectBuys directBuys = new DirectBuys(desk, alternatives);
            directBuys.all();
            rejected.addAll(directBuys.refused());
        }
        if (table.hasGifts()) {
            Gifts.give(desk, alternatives);
        }
        if (table.hasNominations()) {
            Nominations.match(desk, alternatives);
        }
        return PairAuction.isNeeded(desk) ? pairs() : zones();
    }

    private ClearingOutcome zones() {
        Allocation allocation = TreeAuction.of(desk);
        ZonePrices prices = allocation.isEmpty()
                ? ZonePrices.none(table.tree().size())
                : AuctionPrices.of(table, allocation, book.rule());
        Pairing.settle(desk, allocation);
        Long indicative = desk.matches().isEmpty() ? AuctionPrices.indicative(table, allocation.offered()) : null;
        return outcome(prices, indicative, null);
    }

    private ClearingOutcome pairs() {
        PairAuction auction = PairAuction.clear(desk, alternatives, book.rule());
        Long indicative = desk.matches().isEmpty() ? PairAuction.indicative(desk, alternatives) : null;
        return outcome(auction.prices(), indicative, auction.gap());
    }

    private ClearingOutcome continuous() {
        ContinuousTrading trading = new ContinuousTrading(desk, alternatives, book.mode());
        trading.run();
        rejected.addAll(trading.refused());
        Long indicative = desk.matches().isEmpty() ? PairAuction.indicative(desk, alternatives) : null;
        return outcome(ZonePrices.none(table.tree().size()), indicative, null);
    }

    private ClearingOutcome outcome(ZonePrices prices, @Nullable Long indicative, @Nullable BigInteger gap) {
        rejected.sort(Comparator.comparing(Rejected::id));
        return ClearingOutcome.of(book, bookHash, desk, prices, indicative, gap, rejected);
    }
}
