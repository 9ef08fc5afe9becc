package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.flow.Alternatives;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import energy.peerwatt.orderbook.clearing.domain.price.Scarcity;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An auction in which it matters who trades with whom. Exact where no limit of an edge binds; where one does, exact up
 * to the stated gap, which there is only if the market is too large to search.
 *
 * @param prices prices of the zones
 * @param gap how much more welfare another plan could have at most, nano-currency; null for a best plan
 */
public record PairAuction(ZonePrices prices, @Nullable BigInteger gap) {

    /** Whether it matters on a desk who trades with whom; otherwise the zone tree is enough. */
    public static boolean isNeeded(Desk desk) {
        return PairMarket.matters(desk);
    }

    /** Clears what is left on the desk. */
    public static PairAuction clear(Desk desk, Alternatives alternatives, PriceRule rule) {
        PairMarket market = new PairMarket(desk, alternatives);
        PairFlows flows = PairNetwork.solve(market);
        if (!flows.over(market, desk.flows()).areAllowed()) {
            LimitedPairs.Solved solved = LimitedPairs.solve(desk, alternatives, market, flows);
            market = solved.market();
            flows = solved.flows();
        }
        long[] ofLots = PairShares.ofLots(market, flows);
        if (Arrays.stream(ofLots).allMatch(wh -> wh == 0)) {
            return new PairAuction(ZonePrices.none(desk.table().tree().size()), flows.gap());
        }
        EdgeFlows after = flows.over(market, desk.flows());
        PairPrices prices = PairPrices.of(market, flows, ofLots, after, rule);
        for (Match match : PairShares.matches(market, flows, ofLots, prices.ofParties())) {
            desk.trade(prices.byPair() ? inTheMiddle(match, desk) : match);
        }
        return new PairAuction(prices.zones(), flows.gap());
    }

    private static Match inTheMiddle(Match match, Desk desk) {
        long fee = desk.table()
                .tree()
                .fee(desk.table().zone(match.sell()), desk.table().zone(match.buy()));
        return match.at(Scarcity.middle(match.ask(), match.bid() - fee));
    }

    /** Half-way between the ask and the bid that suit each other and come nearest to a trade; null without any. */
    public static @Nullable Long indicative(Desk desk, Alternatives alternatives) {
        PairMarket market = new PairMarket(desk, alternatives);
        long best = Long.MIN_VALUE;
        Long indicative = null;
        for (PairMarket.Lane lane : market.lanes()) {
            List<Lot> lots = market.lots();
            long ask = lots.stream()
                    .filter(lot -> lot.party() == lane.seller())
                    .mapToLong(Lot::limit)
                    .min()
                    .orElseThrow();
            long net = lots.stream()
                            .filter(lot -> lot.party() == lane.buyer())
                            .mapToLong(Lot::limit)
                            .max()
                            .orElseThrow()
                    - lane.fee();
            if (net >= 0 && net - ask > best) {
                best = net - ask;
                indicative = Scarcity.middle(ask, net);
            }
        }
        return indicative;
    }
}
