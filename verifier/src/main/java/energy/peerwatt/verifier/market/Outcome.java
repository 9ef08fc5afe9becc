package energy.peerwatt.verifier.market;

import energy.peerwatt.verifier.market.tree.BookAuction;
import energy.peerwatt.verifier.market.tree.ContinuousRound;
import energy.peerwatt.verifier.market.tree.Fill;
import energy.peerwatt.verifier.market.tree.Quote;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a round gave, however its orders met.
 *
 * @param fills by id of the seller's order, then of the buyer's
 * @param quotes by id of the zone; null for a zone without a price
 * @param sent by id of the zone, what it sends to its parent, Wh, net; less than 0 is received
 * @param gap how much more welfare another plan could have at most, nano-currency; null for a best plan
 * @param auctioned as {@code sent}, of what the auction alone traded: no other trade pays for a limit
 */
record Outcome(
        List<Fill> fills,
        Map<String, @Nullable Quote> quotes,
        Map<String, Long> sent,
        Map<String, Long> auctioned,
        @Nullable Long indicative,
        @Nullable BigInteger gap) {
    static Outcome of(BookAuction book) {
        List<Fill> fills = new ArrayList<>(book.early());
        fills.addAll(book.auction().fills());
        fills.sort(Fill.IN_ORDER);
        Map<String, Long> sent = new TreeMap<>(book.auction().sent());
        book.earlySent().forEach((zone, wh) -> sent.merge(zone, wh, Long::sum));
        return new Outcome(
                fills,
                book.auction().quotes(),
                sent,
                book.auction().sent(),
                book.indicative(),
                book.auction().gap());
    }

    static Outcome of(ContinuousRound round) {
        List<Fill> fills = new ArrayList<>(round.fills());
        fills.sort(Fill.IN_ORDER);
        return new Outcome(fills, Map.of(), round.sent(), Map.of(), round.indicative(), null);
    }

    /** Energy traded, Wh. */
    long volumeWh() {
        return fills.stream().mapToLong(Fill::wh).reduce(0, Math::addExact);
    }

    /** Sum of (bid - ask - fee) x Wh, nano-currency; a gift's ask is its price, none. */
    BigInteger welfare() {
        return fills.stream()
                .map(fill -> times(fill.bid() - fill.ask() - fill.fee(), fill.wh()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What limits add to buyers' prices, nano-currency. */
    BigInteger congestionRent() {
        return fills.stream().map(fill -> times(fill.congestion(), fill.wh())).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger times(long price, long wh) {
        return BigInteger.valueOf(price).multiply(BigInteger.valueOf(wh));
    }
}
