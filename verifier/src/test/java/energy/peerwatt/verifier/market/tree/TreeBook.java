package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.verifier.evidence.Keccak;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Books in the notation of the example cases: {@code p@q}, price in ct per kWh at quantity in kWh. */
final class TreeBook {
    private final Map<String, Zone> zones = new HashMap<>();
    private final List<Offer> offers = new ArrayList<>();
    private int sells;
    private int buys;

    /** One zone, A, without fees. */
    static TreeBook of(String asks, String bids) {
        TreeBook book = new TreeBook().zone("A", null, 0, 0, -1);
        Arrays.stream(asks.trim().split(" ")).forEach(ask -> book.sell("A", ask));
        Arrays.stream(bids.trim().split(" ")).forEach(bid -> book.buy("A", bid));
        return book;
    }

    /** Fees in ct per kWh, limit of both directions in kWh, negative for none. */
    TreeBook zone(String id, @Nullable String parent, long edgeFee, long localFee, long limit) {
        long wh = limit < 0 ? Zone.UNLIMITED : limit * 1_000;
        zones.put(id, new Zone(id, parent, edgeFee * 10_000, localFee * 10_000, wh, wh, tie(id)));
        return this;
    }

    TreeBook sell(String zone, String terms) {
        return sell(zone, terms, null);
    }

    TreeBook sell(String zone, String terms, @Nullable String building) {
        String id = "s" + ++sells;
        offers.add(Offer.ask(id, zones.get(zone), wh(terms), micro(terms), building, tie(id)));
        return this;
    }

    TreeBook buy(String zone, String terms) {
        return buy(zone, terms, null);
    }

    TreeBook buy(String zone, String terms, @Nullable String building) {
        String id = "b" + ++buys;
        offers.add(Offer.bid(id, zones.get(zone), wh(terms), micro(terms), building, tie(id)));
        return this;
    }

    private static long micro(String terms) {
        return new BigDecimal(terms.split("@")[0]).movePointRight(4).longValueExact();
    }

    private static long wh(String terms) {
        String[] parts = terms.split("@");
        return parts.length == 1
                ? 1_000
                : new BigDecimal(parts[1]).movePointRight(3).longValueExact();
    }

    private static Hash32 tie(String id) {
        return Keccak.hash(id.getBytes(StandardCharsets.UTF_8));
    }

    Grid grid() {
        return new Grid(List.copyOf(zones.values()), offers);
    }

    TreeAuction cleared(PriceRule rule) {
        return TreeAuction.clear(List.copyOf(zones.values()), offers, rule);
    }
}
