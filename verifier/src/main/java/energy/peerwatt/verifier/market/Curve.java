package energy.peerwatt.verifier.market;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One side of a zone's book as steps of price: supply from the cheapest ask up, demand from the highest bid down. */
final class Curve {
    private final NavigableMap<Long, List<Offer>> steps;
    private final NavigableMap<Long, Long> whUpTo;

    private Curve(Comparator<Long> order, List<Offer> offers) {
        steps = new TreeMap<>(order);
        whUpTo = new TreeMap<>(order);
        for (Offer offer : offers) {
            steps.computeIfAbsent(offer.price(), price -> new ArrayList<>()).add(offer);
        }
        long sum = 0;
        for (var step : steps.entrySet()) {
            sum = Math.addExact(sum, wh(step.getValue()));
            whUpTo.put(step.getKey(), sum);
        }
    }

    static Curve supply(List<Offer> asks) {
        return new Curve(Comparator.naturalOrder(), asks);
    }

    static Curve demand(List<Offer> bids) {
        return new Curve(Comparator.reverseOrder(), bids);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The cheapest ask, the highest bid. */
    long best() {
        return steps.firstKey();
    }

    Iterable<Long> prices() {
        return steps.keySet();
    }

    /** Wh at {@code price} or better. */
    long whAt(long price) {
        var reached = whUpTo.floorEntry(price);
        return reached == null ? 0 : reached.getValue();
    }

    /**
     * What a traded volume makes of this side.
     *
     * @param fills in pairing order: by price, then tie hash; only what is above zero
     * @param marginal the worst price that is served
     * @param unserved the best price of which something is left, null when all is served
     * @param value sum of price x Wh served, nano-currency
     */
    record Served(List<Part> fills, long marginal, @Nullable Long unserved, BigInteger value) {}

    record Part(Offer offer, long wh) {}

    /** @param volume Wh, above zero and at most what this side has */
    Served serve(long volume) {
        List<Part> fills = new ArrayList<>();
        BigInteger value = BigInteger.ZERO;
        long marginal = best();
        Long unserved = null;
        long left = volume;
        for (var step : steps.entrySet()) {
            long here = wh(step.getValue());
            long taken = Math.min(left, here);
            if (taken < here && unserved == null) {
                unserved = step.getKey();
            }
            if (taken == 0) {
                break;
            }
            marginal = step.getKey();
            value = value.add(BigInteger.valueOf(marginal).multiply(BigInteger.valueOf(taken)));
            fills.addAll(share(step.getValue(), taken));
            left -= taken;
        }
        return new Served(fills, marginal, unserved, value);
    }

    private static List<Part> share(List<Offer> equals, long taken) {
        List<Offer> byTie =
                equals.stream().sorted(Comparator.comparing(Offer::tie)).toList();
        long[] shares = Shares.split(taken, byTie.stream().mapToLong(Offer::wh).toArray(), Comparator.naturalOrder());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                parts.add(new Part(byTie.get(i), shares[i]));
            }
        }
        return parts;
    }

    private static long wh(List<Offer> offers) {
        return offers.stream().mapToLong(Offer::wh).reduce(0, Math::addExact);
    }
}
