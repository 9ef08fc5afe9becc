package energy.peerwatt.orderbook.clearing.domain.step;

import energy.peerwatt.orderbook.clearing.domain.flow.Alternatives;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Energy given to a member for nothing, before the market: the buyer pays the fees only. Goes to the orders of that
 * account that would pay most, nearest first.
 */
public final class Gifts {
    private Gifts() {}

    public static void give(Desk desk, Alternatives alternatives) {
        OrderTable table = desk.table();
        Counter counter = new Counter(desk, alternatives);
        int[] gifts = IntStream.range(0, table.size())
                .filter(i -> table.order(i).giftTo() != null)
                .boxed()
                .sorted(Comparator.comparing(table::tie))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int gift : gifts) {
            String receiver = table.order(gift).giftTo();
            IntStream.range(0, table.size())
                    .filter(i -> !table.sells(i) && table.isOf(i, receiver) && table.isForTheMarket(i))
                    .boxed()
                    .sorted(Comparator.comparingLong(
                                    (Integer i) -> -counter.gift(gift, i).net())
                            .thenComparing(table::tie))
                    .forEach(buy -> give(counter, gift, buy));
        }
    }

    private static void give(Counter counter, int gift, int buy) {
        for (Counter.Deal deal = counter.gift(gift, buy); deal.wh() > 0; deal = counter.gift(gift, buy)) {
            counter.trade(deal, deal.wh(), Match.Step.GIFT, 0);
        }
    }
}
