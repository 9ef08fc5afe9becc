package energy.peerwatt.verifier.market.tree;

/**
 * Makes one number of three wishes: the most welfare, then the most volume, then the shortest ways. One micro-currency
 * counts {@code price}, one Wh traded {@code volume}, one edge crossed 1. Two plans differ by loops in which at most one
 * more Wh trades and each edge is crossed once more or once less. With z zones, hence fewer than z edges, 2z and 6z keep
 * lesser wishes from outweighing greater ones.
 */
record Scale(long price, long volume) {
    static Scale of(Grid grid) {
        return new Scale(6L * grid.nodes().size(), 2L * grid.nodes().size());
    }

    /** At this price and above an ask sells; below it a bid buys. */
    long of(Offer offer) {
        return offer.price() * price + (offer.sells() ? 0 : volume);
    }

    /** What it costs to cross the edge above a zone. */
    long crossing(Node node) {
        return node.zone().edgeFee() * price + 1;
    }
}
