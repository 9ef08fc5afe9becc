package energy.peerwatt.orderbook.clearing.domain.step;

import energy.peerwatt.orderbook.clearing.domain.flow.Alternatives;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;

/** Where two named orders trade with each other, outside of the auction. */
final class Counter {
    private final Desk desk;
    private final OrderTable table;
    private final Alternatives alternatives;

    Counter(Desk desk, Alternatives alternatives) {
        this.desk = desk;
        this.table = desk.table();
        this.alternatives = alternatives;
    }

    /**
     * What two orders would trade, by their best alternatives.
     *
     * @param ask what the seller wants, micro-currency per kWh
     * @param bid what the buyer would pay, all included
     * @param wh most that both still have and the edges carry; 0 if they cannot trade
     */
    record Deal(int sell, int buy, int sellBy, int buyBy, long ask, long bid, long fee, long wh) {
        /** What is left for the seller of the buyer's limit. */
        long net() {
            return bid - fee;
        }
    }

    Deal deal(int sell, int buy) {
        return deal(sell, buy, false);
    }

    Deal gift(int sell, int buy) {
        return deal(sell, buy, true);
    }

    private Deal deal(int sell, int buy, boolean gift) {
        boolean strangers =
                !table.areOfOneAccount(sell, buy) && table.tree().connects(table.zone(sell), table.zone(buy));
        int sellBy = gift ? 0 : alternatives.best(sell, buy);
        int buyBy = alternatives.best(buy, sell);
        if (!strangers || sellBy == Alternatives.NONE || buyBy == Alternatives.NONE) {
            return new Deal(sell, buy, sellBy, buyBy, 0, 0, 0, 0);
        }
        long fee = table.tree().fee(table.zone(sell), table.zone(buy));
        long ask = gift ? 0 : alternatives.limit(sell, sellBy);
        boolean atAnyPrice =
                table.order(buy).directBuyOf() != null && table.order(buy).ownLimit() == null;
        long bid = atAnyPrice ? ask + fee : alternatives.limit(buy, buyBy);
        long most = Math.min(gift ? Long.MAX_VALUE : alternatives.left(sell, sellBy), alternatives.left(buy, buyBy));
        long wh = bid - fee < ask ? 0 : Math.min(most, desk.room(sell, buy));
        return new Deal(sell, buy, sellBy, buyBy, ask, bid, fee, wh);
    }

    void trade(Deal deal, long wh, Match.Step step, long price) {
        if (step != Match.Step.GIFT) {
            alternatives.take(deal.sell, deal.sellBy, wh);
        }
        alternatives.take(deal.buy, deal.buyBy, wh);
        desk.trade(new Match(
                step, deal.sell, deal.buy, wh, deal.ask, deal.bid, price, 0, new Match.By(deal.sellBy, deal.buyBy)));
    }
}
