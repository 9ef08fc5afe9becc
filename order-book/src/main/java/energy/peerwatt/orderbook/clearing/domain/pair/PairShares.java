package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import energy.peerwatt.orderbook.clearing.domain.flow.Rationing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From parties to people: equals share in proportion, and within a lane those in one building meet first. */
final class PairShares {
    private final PairMarket market;
    private final OrderTable table;
    private final long[] filled;
    private final List<Match> matches = new ArrayList<>();

    private PairShares(PairMarket market, PairFlows flows) {
        this.market = market;
        this.table = market.table();
        this.filled = flows.lots().clone();
    }

    /** What each lot trades after equals have shared. */
    static long[] ofLots(PairMarket market, PairFlows flows) {
        PairShares shares = new PairShares(market, flows);
        shares.share();
        return shares.filled;
    }

    /**
     * Who trades with whom.
     *
     * @param ofLots what each lot trades
     * @param prices what sellers of a party receive and buyers pay, or {@link Match#ZONE_PRICE}
     */
    static List<Match> matches(PairMarket market, PairFlows flows, long[] ofLots, long[] prices) {
        PairShares shares = new PairShares(market, new PairFlows(ofLots, flows.lanes(), flows.gap()));
        shares.meet(flows, prices);
        return shares.matches;
    }

    private record Level(int party, long limit) {}

    /** Orders with one alternative, of the same party and at the same limit, are equals. */
    private void share() {
        Map<Integer, Integer> lotsOf = new HashMap<>();
        market.lots().forEach(lot -> lotsOf.merge(lot.order(), 1, Integer::sum));
        Map<Level, List<Integer>> levels = new HashMap<>();
        for (int i = 0; i < filled.length; i++) {
            Lot lot = market.lots().get(i);
            if (lotsOf.get(lot.order()) == 1) {
                levels.computeIfAbsent(new Level(lot.party(), lot.limit()), level -> new ArrayList<>())
                        .add(i);
            }
        }
        levels.values().forEach(this::share);
    }

    private void share(List<Integer> equals) {
        long[] claims =
                equals.stream().mapToLong(i -> market.lots().get(i).wh()).toArray();
        long volume = equals.stream().mapToLong(i -> filled[i]).sum();
        if (volume > 0) {
            long[] parts = Rationing.proRata(
                    claims,
                    volume,
                    k -> table.tie(market.lots().get(equals.get(k)).order()));
            for (int k = 0; k < parts.length; k++) {
                filled[equals.get(k)] = parts[k];
            }
        }
    }

    private void meet(PairFlows flows, long[] prices) {
        List<List<Integer>> lotsOf = new ArrayList<>();
        for (int party = 0; party < market.parties().size(); party++) {
            lotsOf.add(new ArrayList<>());
        }
        for (int i = 0; i < filled.length; i++) {
            lotsOf.get(market.lots().get(i).party()).add(i);
        }
        Comparator<Integer> best = Comparator.comparingLong(
                        (Integer i) -> market.sells(market.lots().get(i))
                                ? market.lots().get(i).limit()
                                : -market.lots().get(i).limit())
                .thenComparingInt(i -> i);
        lotsOf.forEach(lots -> lots.sort(best));
        for (int i = 0; i < flows.lanes().length; i++) {
            PairMarket.Lane lane = market.lanes().get(i);
            long left = flows.lanes()[i];
            long price = prices[lane.seller()];
            long congestion = price == Match.ZONE_PRICE ? 0 : prices[lane.buyer()] - price - lane.fee();
            left = meet(lotsOf.get(lane.seller()), lotsOf.get(lane.buyer()), left, price, congestion, true);
            meet(lotsOf.get(lane.seller()), lotsOf.get(lane.buyer()), left, price, congestion, false);
        }
    }

    private long meet(
            List<Integer> sells, List<Integer> buys, long most, long price, long congestion, boolean neighboursOnly) {
        long left = most;
        for (int sell : sells) {
            if (neighboursOnly && table.building(market.lots().get(sell).order()) == OrderTable.NOWHERE) {
                continue;
            }
            for (int buy : buys) {
                Lot seller = market.lots().get(sell);
                Lot buyer = market.lots().get(buy);
                long wh = Math.min(left, Math.min(filled[sell], filled[buy]));
                if (wh > 0 && (!neighboursOnly || table.areNeighbours(seller.order(), buyer.order()))) {
                    filled[sell] -= wh;
                    filled[buy] -= wh;
                    left -= wh;
                    matches.add(new Match(
                            Match.Step.AUCTION,
                            seller.order(),
                            buyer.order(),
                            wh,
                            seller.limit(),
                            buyer.limit(),
                            price,
                            congestion,
                            new Match.By(seller.alternative(), buyer.alternative())));
                }
            }
        }
        return left;
    }
}
