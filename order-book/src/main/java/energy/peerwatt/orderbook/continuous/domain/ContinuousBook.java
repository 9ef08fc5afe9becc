package energy.peerwatt.orderbook.continuous.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The door to one continuous book: who offers the better price is served first, at equal prices who came first. Orders
 * of one account never meet; they pass each other by.
 */
public final class ContinuousBook {
    private final ContinuousBooks books;
    private final int number;
    private final Price tick;

    ContinuousBook(ContinuousBooks books, int number, Price tick) {
        this.books = books;
        this.number = number;
        this.tick = tick;
    }

    /**
     * @param fills hears each fill, in the order in which they happen; it must not send commands
     * @throws IllegalArgumentException if the limit is off the tick
     */
    public Outcome place(ContinuousOrder order, Consumer<Fill> fills) {
        long limit = ticks(order.limit());
        if (books.numbers.find(order.id()) != OrderNumbers.UNKNOWN) {
            return Outcome.DUPLICATE_ID;
        }
        int id = books.numbers.take(order.id(), order.account());
        return came(
                id,
                books.hearing(
                        fills,
                        () -> books.engine.place(
                                number,
                                id,
                                owner(order.account()),
                                engineSide(order.side()),
                                limit,
                                order.energy().wattHours(),
                                order.minFill().wattHours(),
                                order.immediate())));
    }

    /** As {@link #place}. */
    public Outcome buy(DirectBuy purchase, Consumer<Fill> fills) {
        long limit = ticks(purchase.limit());
        int offer = books.numbers.find(purchase.offer());
        if (books.numbers.find(purchase.id()) != OrderNumbers.UNKNOWN) {
            return Outcome.DUPLICATE_ID;
        }
        if (!isHere(offer)) {
            return Outcome.NOT_FOUND;
        }
        Energy enough = purchase.minFill().isZero() ? purchase.energy() : purchase.minFill();
        int id = books.numbers.take(purchase.id(), purchase.account());
        return came(
                id,
                books.hearing(
                        fills,
                        () -> books.engine.buyOf(
                                offer,
                                id,
                                owner(purchase.account()),
                                limit,
                                purchase.energy().wattHours(),
                                enough.wattHours())));
    }

    public Outcome cancel(OrderId order, AccountId account) {
        int id = books.numbers.find(order);
        return isHere(id) ? left(id, books.engine.cancel(id, owner(account))) : Outcome.NOT_FOUND;
    }

    /**
     * Takes {@code energy} off an order; it keeps its place in the queue.
     *
     * @throws IllegalArgumentException if {@code energy} is nothing
     */
    public Outcome reduce(OrderId order, AccountId account, Energy energy) {
        if (energy.isZero()) {
            throw new IllegalArgumentException("an order cannot be reduced by nothing");
        }
        int id = books.numbers.find(order);
        return isHere(id) ? left(id, books.engine.reduce(id, owner(account), energy.wattHours())) : Outcome.NOT_FOUND;
    }

    /** Gives an order another limit, as if it came anew. Otherwise as {@link #place}. */
    public Outcome move(OrderId order, AccountId account, Price limit, Consumer<Fill> fills) {
        long ticks = ticks(limit);
        int id = books.numbers.find(order);
        if (!isHere(id)) {
            return Outcome.NOT_FOUND;
        }
        return left(id, books.hearing(fills, () -> books.engine.move(id, owner(account), ticks)));
    }

    /** Everything that rests on a side, in the order in which it would be served. */
    public List<RestingOrder> resting(Side side) {
        List<RestingOrder> resting = new ArrayList<>();
        books.engine.eachOrder(number, engineSide(side), (id, owner, price, wh) -> {
            OrderNumbers.Ticket ticket = books.numbers.ticket(id);
            resting.add(new RestingOrder(ticket.id(), ticket.account(), price(price), new Energy(wh)));
        });
        return resting;
    }

    /** The best price levels of a side, at most {@code count}. */
    public List<PriceLevel> depth(Side side, int count) {
        List<PriceLevel> levels = new ArrayList<>();
        books.engine.eachLevel(
                number,
                engineSide(side),
                count,
                (price, wh) -> levels.add(new PriceLevel(price(price), new Energy(wh))));
        return levels;
    }

    /** Ends the book, with all that still rests in it; no command may follow. */
    public void close() {
        for (Side side : Side.values()) {
            books.engine.eachOrder(number, engineSide(side), (id, owner, price, wh) -> books.numbers.release((int) id));
        }
        books.engine.close(number);
    }

    private boolean isHere(int id) {
        return id != OrderNumbers.UNKNOWN && books.engine.bookOf(id) == number;
    }

    /** Forgets a newcomer that does not stay. */
    private Outcome came(int id, Outcome outcome) {
        if (outcome != Outcome.RESTING) {
            books.numbers.release(id);
        }
        return outcome;
    }

    /** Forgets an order that was here and is done. */
    private Outcome left(int id, Outcome outcome) {
        if (outcome == Outcome.CANCELLED || outcome == Outcome.FILLED) {
            books.numbers.release(id);
        }
        return outcome;
    }

    private int owner(AccountId account) {
        return books.numbers.owner(account);
    }

    private static int engineSide(Side side) {
        return switch (side) {
            case SELL -> MatchingEngine.SELL;
            case BUY -> MatchingEngine.BUY;
        };
    }

    private long ticks(Price limit) {
        if (limit.microPerKwh() % tick.microPerKwh() != 0) {
            throw new IllegalArgumentException("limit must be a multiple of " + tick + ": " + limit);
        }
        return limit.microPerKwh() / tick.microPerKwh();
    }

    private Price price(long ticks) {
        return new Price(ticks * tick.microPerKwh());
    }
}
