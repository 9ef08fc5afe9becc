package energy.peerwatt.orderbook.clearing.domain.sealed;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.evidence.book.TradeIds;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.Fill;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fills of a clearing in the order in which they are published: by the sell's id, then the buy's, the step, the
 * places of the alternatives, then as they were made. A sealed book and the book that is cleared number their orders alike, for ids sort as their text does.
 */
final class SealedFills {
    private final SealedBook book;
    private final List<SealedBook.Order> orders;
    private final List<Match> matches;
    /** By match, the order's number: looked at in another order than they were made, and lists would be far apart. */
    private final int[] sells;

    private final int[] buys;

    private SealedFills(SealedBook book, ClearingOutcome outcome) {
        this.book = book;
        this.orders = book.orders();
        this.matches = outcome.desk().matches();
        this.sells = new int[matches.size()];
        this.buys = new int[matches.size()];
        int place = 0;
        for (Match match : matches) {
            sells[place] = match.sell();
            buys[place++] = match.buy();
        }
    }

    static List<ClearingResult.Fill> of(SealedBook book, Hash32 bookHash, ClearingOutcome outcome) {
        SealedFills sealed = new SealedFills(book, outcome);
        TradeIds ids = new TradeIds(bookHash);
        int[] places = sealed.sorted();
        ClearingResult.Fill[] fills = new ClearingResult.Fill[places.length];
        for (int i = 0; i < fills.length; i++) {
            fills[i] = sealed.fill(places[i], outcome.fills().get(places[i]), ids.of(i));
        }
        return List.of(fills);
    }

    private ClearingResult.Fill fill(int place, Fill fill, TradeId id) {
        SealedBook.Order sell = orders.get(sells[place]);
        SealedBook.Order buy = orders.get(buys[place]);
        return new ClearingResult.Fill(
                id,
                sell.id(),
                buy.id(),
                sell.account(),
                buy.account(),
                sell.zone(),
                buy.zone(),
                new Energy(fill.wh()),
                new Price(fill.price()),
                new Price(fill.fee()),
                new Price(fill.congestion()),
                step(fill.step()),
                fill.sellBy(),
                fill.buyBy());
    }

    /** The places of the matches, in the order in which they are published. */
    private int[] sorted() {
        int[] places = new int[matches.size()];
        Arrays.setAll(places, i -> i);
        if (book.orders().stream().anyMatch(order -> !order.preferences().isEmpty())) {
            places = byAlternatives(places);
        }
        // Stable: what is sorted by the buy first and by the sell then is sorted by both.
        return sortedBy(sells, sortedBy(buys, places));
    }

    /** Counts how many come before each order, so that it takes one step for each order and match. */
    private int[] sortedBy(int[] order, int[] places) {
        int[] next = new int[orders.size() + 1];
        for (int number : order) {
            next[number + 1]++;
        }
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        int[] sorted = new int[places.length];
        for (int place : places) {
            sorted[next[order[place]]++] = place;
        }
        return sorted;
    }

    private int[] byAlternatives(int[] places) {
        return Arrays.stream(places)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> matches.get(i).step())
                        .thenComparingInt(i -> matches.get(i).by().sell())
                        .thenComparingInt(i -> matches.get(i).by().buy()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static ClearingResult.@Nullable Step step(Match.Step step) {
        return switch (step) {
            case DIRECT_BUY -> ClearingResult.Step.DIRECT_BUY;
            case GIFT -> ClearingResult.Step.GIFT;
            case NOMINATED -> ClearingResult.Step.NOMINATED;
            case CONTINUOUS -> ClearingResult.Step.CONTINUOUS;
            case AUCTION -> null;
        };
    }
}
