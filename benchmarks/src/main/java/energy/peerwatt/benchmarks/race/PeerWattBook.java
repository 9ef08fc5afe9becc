package energy.peerwatt.benchmarks.race;

import energy.peerwatt.orderbook.continuous.domain.OpenEngine;
import energy.peerwatt.orderbook.continuous.domain.Outcome;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.cmd.OrderCommand;

/** The engine of the continuous book, with every check that it makes: ids, owners, nobody meets himself, smallest fills. */
final class PeerWattBook implements Contender {
    private final OpenEngine engine = new OpenEngine(1_024, 1, 16);
    private final int book = engine.open();
    private long refusals;

    @Override
    public void apply(OrderCommand command) {
        Outcome outcome =
                switch (command.command) {
                    case PLACE_ORDER ->
                        engine.place(
                                book,
                                command.orderId,
                                (int) command.uid,
                                command.action == OrderAction.BID,
                                command.price,
                                command.size,
                                command.orderType == OrderType.IOC);
                    case CANCEL_ORDER -> engine.cancel(command.orderId, (int) command.uid);
                    case REDUCE_ORDER -> engine.reduce(command.orderId, (int) command.uid, command.size);
                    case MOVE_ORDER -> engine.move(command.orderId, (int) command.uid, command.price);
                    default -> throw new IllegalArgumentException("not a command of a book: " + command.command);
                };
        if (outcome.isRefusal()) {
            refusals++;
        }
    }

    @Override
    public Tally tally() {
        return new Tally(engine.trades(), engine.volume(), engine.turnover(), refusals);
    }

    @Override
    public long restingHash() {
        long[] hash = {0};
        for (boolean buys : new boolean[] {false, true}) {
            engine.eachOrder(
                    book,
                    buys,
                    (id, owner, price, left) -> hash[0] = RestingHash.with(hash[0], id, owner, price, left));
        }
        return hash[0];
    }
}
