package energy.peerwatt.orderbook.clearing.domain.step;

import energy.peerwatt.orderbook.clearing.domain.flow.Alternatives;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Partners who named each other trade before the market, in the order of the seller's list; the price is the zone's as
 * far as it is inside both limits. An order that names nobody agrees to be named; one that names others does not.
 */
public final class Nominations {
    private static final int BUYERS_CHOICE = 1_000_000;

    private final OrderTable table;
    private final Counter counter;

    private Nominations(OrderTable table, Counter counter) {
        this.table = table;
        this.counter = counter;
    }

    /** A pair that agreed, with the places of one on the other's list. */
    private record Pair(int sell, int buy, int sellersRank, int buyersRank) {}

    public static void match(Desk desk, Alternatives alternatives) {
        Nominations nominations = new Nominations(desk.table(), new Counter(desk, alternatives));
        nominations.agreed().forEach(nominations::trade);
    }

    private List<Pair> agreed() {
        OrderTable orders = table;
        List<Integer> sells = new ArrayList<>();
        List<Integer> buys = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            if (orders.isForTheMarket(i)) {
                (orders.sells(i) ? sells : buys).add(i);
            }
        }
        List<Pair> pairs = new ArrayList<>();
        boolean anyBuyerNominates =
                buys.stream().anyMatch(i -> !orders.order(i).nominated().isEmpty());
        for (int sell : sells) {
            if (anyBuyerNominates || !orders.order(sell).nominated().isEmpty()) {
                buys.forEach(buy -> addIfAgreed(sell, buy, pairs));
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::sellersRank)
                .thenComparingInt(Pair::buyersRank)
                .thenComparingLong(pair -> table.worth(pair.sell))
                .thenComparingInt(pair -> table.areNeighbours(pair.sell, pair.buy) ? 0 : 1)
                .thenComparing(pair -> table.tie(pair.sell))
                .thenComparingLong(pair -> -table.worth(pair.buy))
                .thenComparing(pair -> table.tie(pair.buy)));
        return pairs;
    }

    private void addIfAgreed(int sell, int buy, List<Pair> pairs) {
        List<String> sellersList = table.order(sell).nominated();
        List<String> buyersList = table.order(buy).nominated();
        int sellersRank = sellersList.indexOf(table.order(buy).account());
        int buyersRank = buyersList.indexOf(table.order(sell).account());
        boolean named = sellersRank >= 0 || buyersRank >= 0;
        boolean agreed = (sellersRank >= 0 || sellersList.isEmpty()) && (buyersRank >= 0 || buyersList.isEmpty());
        if (named && agreed) {
            pairs.add(new Pair(
                    sell,
                    buy,
                    sellersRank >= 0 ? sellersRank : BUYERS_CHOICE,
                    buyersRank >= 0 ? buyersRank : BUYERS_CHOICE));
        }
    }

    private void trade(Pair pair) {
        for (Counter.Deal deal = counter.deal(pair.sell, pair.buy);
                deal.wh() > 0;
                deal = counter.deal(pair.sell, pair.buy)) {
            counter.trade(deal, deal.wh(), Match.Step.NOMINATED, Match.ZONE_PRICE);
        }
    }
}
