package energy.peerwatt.verifier.market.tree;

import java.util.function.LongPredicate;

/**
 * What zones are willing to send at a price. All prices are on the {@link Scale}, all energy is Wh, net; less than 0 is
 * received. Whoever is indifferent at a price sells, or does not buy: between what is sent at the price below and at this
 * price lies all that is possible at it. A higher price never sends less.
 */
final class Willing {
    private final Scale scale;
    private final long bottom;
    private final long top;
    private final long[] sendsFrom;
    private final long[] receivesBelow;

    Willing(Grid grid, Scale scale) {
        this.scale = scale;
        long highest = 0;
        long fees = 0;
        for (Node node : grid.nodes()) {
            fees += scale.crossing(node);
            for (Offer offer : node.offers()) {
                highest = Math.max(highest, scale.of(offer));
            }
        }
        this.bottom = -fees - 1;
        this.top = highest + fees + 1;
        this.sendsFrom = new long[grid.nodes().size()];
        this.receivesBelow = new long[grid.nodes().size()];
        for (Node node : grid.upwards()) {
            sendsFrom[node.place()] = lowest(price -> surplus(node, price) > 0);
            receivesBelow[node.place()] = lowest(price -> surplus(node, price) >= 0);
        }
    }

    /** What an order sells, at a price of its zone. */
    long sold(Offer offer, long price) {
        boolean reached = price >= scale.of(offer);
        return offer.sells() ? (reached ? offer.wh() : 0) : (reached ? 0 : -offer.wh());
    }

    /** What a zone and all below it have left over, or lack, at a price of the zone. */
    long surplus(Node node, long price) {
        long sum = 0;
        for (Offer offer : node.offers()) {
            sum = Math.addExact(sum, sold(offer, price));
        }
        for (Node child : node.children()) {
            sum = Math.addExact(sum, sent(child, price));
        }
        return sum;
    }

    /** What a zone sends to its parent at a price of the parent: it must pay for the edge, and the edge has limits. */
    long sent(Node node, long price) {
        long crossing = scale.crossing(node);
        if (price - crossing >= sendsFrom[node.place()]) {
            return Math.min(surplus(node, price - crossing), node.zone().exportLimit());
        }
        if (price + crossing < receivesBelow[node.place()]) {
            return Math.max(surplus(node, price + crossing), -node.zone().importLimit());
        }
        return 0;
    }

    /** The lowest price at which a zone has at least so much left over. */
    long priceOf(Node node, long surplus) {
        return lowest(price -> surplus(node, price) >= surplus);
    }

    /** The lowest price that is enough, found by halving. */
    private long lowest(LongPredicate enough) {
        long low = bottom;
        long high = top + 1;
        while (low < high) {
            long middle = Math.floorDiv(low + high, 2);
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
