package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.PriceRule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an auction.
 *
 * @param quotes by id of the zone; null for a zone that nothing connects with a trade
 * @param sent by id of the zone, what it sends to its parent, Wh, net; less than 0 is received
 * @param fills by id of the seller's order, then of the buyer's
 * @param indicative half-way between the ask and the bid that come nearest to a trade, when nothing trades
 * @param paired whether it mattered who trades with whom
 * @param gap how much more welfare another plan could have at most, nano-currency; null for a best plan
 */
public record TreeAuction(
        TreeMap<String, @Nullable Quote> quotes,
        TreeMap<String, Long> sent,
        List<Fill> fills,
        @Nullable Long indicative,
        boolean paired,
        @Nullable BigInteger gap) {

    /**
     * The plan of most welfare, of those the one of most volume, of those the one of the shortest ways.
     *
     * @throws IllegalArgumentException if the zones are no tree or an order is of none of them
     */
    public static TreeAuction clear(List<Zone> zones, List<Offer> offers, PriceRule rule) {
        Grid grid = new Grid(zones, offers);
        Plan plan = Planning.best(grid);
        TreeMap<String, Long> sent = new TreeMap<>();
        grid.nodes().forEach(node -> sent.put(node.zone().id(), plan.sent(node)));
        TreeMap<String, @Nullable Quote> quotes = new TreeMap<>();
        if (plan.isEmpty()) {
            grid.nodes().forEach(node -> quotes.put(node.zone().id(), null));
            return new TreeAuction(quotes, sent, List.of(), indicative(grid), false, null);
        }
        List<@Nullable Quote> prices = Prices.of(grid, plan, rule);
        grid.nodes().forEach(node -> quotes.put(node.zone().id(), prices.get(node.place())));
        List<Fill> fills = new ArrayList<>();
        for (Pairs.Pair pair : Pairs.of(grid, plan)) {
            fills.add(fill(pair, grid, prices));
        }
        return new TreeAuction(quotes, sent, fills, null, false, null);
    }

    private static Fill fill(Pairs.Pair pair, Grid grid, List<@Nullable Quote> prices) {
        Node from = grid.node(pair.sell().zone());
        Node to = grid.node(pair.buy().zone());
        Quote sellers = prices.get(from.place());
        Quote buyers = prices.get(to.place());
        if (sellers == null || buyers == null) {
            throw new IllegalStateException("zones that trade have a price: " + from + ", " + to);
        }
        long fee = Grid.fee(from, to);
        long congestion = buyers.price() + to.zone().localFee() - sellers.price() - fee;
        return new Fill(
                pair.sell(),
                pair.buy(),
                pair.wh(),
                sellers.price(),
                fee,
                congestion,
                pair.sell().limit(),
                pair.buy().limit(),
                Fill.Step.AUCTION,
                null,
                null);
    }

    private static @Nullable Long indicative(Grid grid) {
        Reach reach = new Reach(new Groups(grid, node -> true));
        Long indicative = null;
        long nearest = Long.MIN_VALUE;
        List<Offer> bids = grid.nodes().stream()
                .flatMap(node -> node.offers().stream())
                .filter(offer -> !offer.sells())
                .sorted(Comparator.comparing(Offer::id))
                .toList();
        for (Offer bid : bids) {
            OptionalLong ask = reach.cheapestAsk(grid.node(bid.zone()));
            if (ask.isPresent() && bid.price() - ask.getAsLong() > nearest) {
                nearest = bid.price() - ask.getAsLong();
                indicative = Scarcity.middle(ask.getAsLong(), bid.price());
            }
        }
        return indicative;
    }

    /** Energy traded, Wh. */
    public long volumeWh() {
        return fills.stream().mapToLong(Fill::wh).reduce(0, Math::addExact);
    }

    /** Sum of (bid - ask - fee) x Wh, nano-currency. */
    public BigInteger welfare() {
        return fills.stream()
                .map(fill -> times(fill.bid() - fill.ask() - fill.fee(), fill.wh()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What limits add to buyers' prices, nano-currency. */
    public BigInteger congestionRent() {
        return fills.stream().map(fill -> times(fill.congestion(), fill.wh())).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger times(long price, long wh) {
        return BigInteger.valueOf(price).multiply(BigInteger.valueOf(wh));
    }
}
