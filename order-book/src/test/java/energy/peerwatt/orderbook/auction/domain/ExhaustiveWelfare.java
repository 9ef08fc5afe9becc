package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.SealedBook;
import energy.peerwatt.messages.evidence.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The best welfare, and at that the largest volume, of one zone by trying every way to give every unit of every bid to
 * every ask it may trade with. Knows nothing of merit order.
 */
final class ExhaustiveWelfare {
    record Best(long welfare, long volume) implements Comparable<Best> {
        @Override
        public int compareTo(Best other) {
            return welfare != other.welfare ? Long.compare(welfare, other.welfare) : Long.compare(volume, other.volume);
        }
    }

    private final long[] askPrices;
    private final long[] bidUnits;
    private final Map<List<Long>, Best> known = new HashMap<>();
    private final long[] left;

    private ExhaustiveWelfare(SealedBook.Zone zone, List<SealedBook.Order> orders) {
        List<SealedBook.Order> asks =
                orders.stream().filter(order -> order.side() == Side.SELL).toList();
        askPrices =
                asks.stream().mapToLong(ask -> NaiveAuction.price(zone, ask)).toArray();
        left = asks.stream().mapToLong(ask -> ask.energy().wattHours()).toArray();
        bidUnits = orders.stream()
                .filter(order -> order.side() == Side.BUY && NaiveAuction.price(zone, order) >= 0)
                .flatMapToLong(bid -> LongStream.generate(() -> NaiveAuction.price(zone, bid))
                        .limit(bid.energy().wattHours()))
                .toArray();
    }

    static Best of(SealedBook.Zone zone, List<SealedBook.Order> orders) {
        return new ExhaustiveWelfare(zone, orders).from(0);
    }

    private Best from(int bid) {
        if (bid == bidUnits.length) {
            return new Best(0, 0);
        }
        List<Long> state = new ArrayList<>(Arrays.stream(left).boxed().toList());
        state.add((long) bid);
        Best found = known.get(state);
        if (found != null) {
            return found;
        }
        Best best = from(bid + 1);
        for (int ask = 0; ask < left.length; ask++) {
            long gain = bidUnits[bid] - askPrices[ask];
            if (left[ask] == 0 || gain < 0) {
                continue;
            }
            left[ask]--;
            Best rest = from(bid + 1);
            left[ask]++;
            Best candidate = new Best(rest.welfare + gain, rest.volume + 1);
            best = candidate.compareTo(best) > 0 ? candidate : best;
        }
        known.put(state, best);
        return best;
    }
}
