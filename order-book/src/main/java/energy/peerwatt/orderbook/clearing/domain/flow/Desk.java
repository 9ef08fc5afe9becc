package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a clearing stands: what every order has left, what flows, who met. */
public final class Desk {
    private final OrderTable table;
    private final long[] left;
    private final EdgeFlows flows;
    private final ArrayList<Match> matches = new ArrayList<>();

    public Desk(OrderTable table) {
        this.table = table;
        this.flows = new EdgeFlows(table.tree());
        this.left = new long[table.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = table.order(i).wh();
        }
    }

    public OrderTable table() {
        return table;
    }

    /** Wh that an order has left. */
    public long left(int order) {
        return left[order];
    }

    /** What flows between zones so far. */
    public EdgeFlows flows() {
        return flows;
    }

    public List<Match> matches() {
        return Collections.unmodifiableList(matches);
    }

    /** Most that two orders could still trade, by what they have left and what the edges between them carry. */
    public long room(int sell, int buy) {
        long wh = Math.min(left[sell], left[buy]);
        return wh == 0 ? 0 : Math.min(wh, flows.room(table.zone(sell), table.zone(buy)));
    }

    /** Records a match and sends its energy over the edges. */
    public void trade(Match match) {
        flows.send(table.zone(match.sell()), table.zone(match.buy()), match.wh());
        settle(match);
    }

    /** Records matches whose energy has been sent by {@link EdgeFlows#addUp} already. */
    void settle(List<Match> sent) {
        matches.ensureCapacity(matches.size() + sent.size());
        sent.forEach(this::settle);
    }

    private void settle(Match match) {
        left[match.sell()] -= match.wh();
        left[match.buy()] -= match.wh();
        matches.add(match);
    }
}
