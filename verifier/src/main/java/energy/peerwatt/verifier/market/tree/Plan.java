package energy.peerwatt.verifier.market.tree;

import java.util.Map;

/**
 * How much each order trades and each zone sends to its parent, with prices that show that no plan is better.
 *
 * @param traded Wh by order
 * @param sent Wh, net, by place of the zone; less than 0 is received
 * @param price on the {@link Scale}, by place of the zone
 */
record Plan(Map<Offer, Long> traded, long[] sent, long[] price) {

    long traded(Offer offer) {
        return traded.getOrDefault(offer, 0L);
    }

    long sent(Node node) {
        return sent[node.place()];
    }

    long price(Node node) {
        return price[node.place()];
    }

    boolean isEmpty() {
        return traded.values().stream().allMatch(wh -> wh == 0);
    }

    /** Whether the edge above a zone carries all it may in the direction in which it carries something. */
    boolean isFull(Node node) {
        long wh = sent(node);
        return wh > 0 && wh == node.zone().exportLimit()
                || wh < 0 && -wh == node.zone().importLimit();
    }
}
