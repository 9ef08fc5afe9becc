package energy.peerwatt.orderbook.continuous.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules of the engine as plainly as they can be said: sorted maps, lists, objects. */
final class NaiveBooks {
    /** An order that rests. */
    private static final class Resting {
        final int book;
        final long id;
        final int owner;
        final boolean buys;
        final long minFill;
        long tick;
        long wh;

        Resting(int book, long id, int owner, boolean buys, long tick, long wh, long minFill) {
            this.book = book;
            this.id = id;
            this.owner = owner;
            this.buys = buys;
            this.tick = tick;
            this.wh = wh;
            this.minFill = minFill;
        }
    }

    private record Book(TradePrice rule, TreeMap<Long, List<Resting>> sells, TreeMap<Long, List<Resting>> buys) {
        TreeMap<Long, List<Resting>> side(boolean buy) {
            return buy ? buys : sells;
        }
    }

    private final List<Book> books = new ArrayList<>();
    private final Map<Long, Resting> byId = new HashMap<>();
    private final FillSink sink;

    NaiveBooks(FillSink sink) {
        this.sink = sink;
    }

    void open(int book, TradePrice rule) {
        while (books.size() <= book) {
            books.add(new Book(rule, new TreeMap<>(), new TreeMap<>()));
        }
        books.set(book, new Book(rule, new TreeMap<>(), new TreeMap<>()));
    }

    void close(int book) {
        byId.values().removeIf(order -> order.book == book);
        books.set(book, new Book(TradePrice.ASK, new TreeMap<>(), new TreeMap<>()));
    }

    Outcome place(int book, long id, int owner, int side, long tick, long wh, long minFill, boolean immediate) {
        if (byId.containsKey(id)) {
            return Outcome.DUPLICATE_ID;
        }
        Resting order = new Resting(book, id, owner, side == MatchingEngine.BUY, tick, wh, minFill);
        match(order);
        if (order.wh == 0) {
            return Outcome.FILLED;
        }
        if (immediate) {
            return Outcome.EXPIRED;
        }
        enter(order);
        return Outcome.RESTING;
    }

    Outcome cancel(long id, int owner) {
        Resting order = ownedBy(id, owner);
        if (order == null) {
            return Outcome.NOT_FOUND;
        }
        leave(order);
        return Outcome.CANCELLED;
    }

    Outcome reduce(long id, int owner, long wh) {
        Resting order = ownedBy(id, owner);
        if (order == null) {
            return Outcome.NOT_FOUND;
        }
        if (order.wh <= wh) {
            leave(order);
            return Outcome.CANCELLED;
        }
        order.wh -= wh;
        return Outcome.REDUCED;
    }

    Outcome move(long id, int owner, long tick) {
        Resting order = ownedBy(id, owner);
        if (order == null) {
            return Outcome.NOT_FOUND;
        }
        leave(order);
        order.tick = tick;
        match(order);
        if (order.wh == 0) {
            return Outcome.FILLED;
        }
        enter(order);
        return Outcome.RESTING;
    }

    Outcome buyOf(long offer, long id, int owner, long limit, long wh, long minFill) {
        if (byId.containsKey(id)) {
            return Outcome.DUPLICATE_ID;
        }
        Resting named = byId.get(offer);
        if (named == null || named.buys) {
            return Outcome.NOT_FOUND;
        }
        if (named.owner == owner) {
            return Outcome.OWN_OFFER;
        }
        if (named.tick > limit) {
            return Outcome.OVER_LIMIT;
        }
        Resting buyer = new Resting(named.book, id, owner, true, limit, wh, minFill);
        if (!mayMeet(buyer, named)) {
            return Outcome.FILL_TOO_SMALL;
        }
        trade(buyer, named, named.tick);
        return buyer.wh == 0 ? Outcome.FILLED : Outcome.EXPIRED;
    }

    /** Everything that rests on one side, best first. */
    List<String> resting(int book, int side) {
        boolean buys = side == MatchingEngine.BUY;
        TreeMap<Long, List<Resting>> levels = books.get(book).side(buys);
        List<String> lines = new ArrayList<>();
        for (List<Resting> level : (buys ? levels.descendingMap() : levels).values()) {
            for (Resting order : level) {
                lines.add(order.id + " of " + order.owner + ": " + order.wh + " at " + order.tick);
            }
        }
        return lines;
    }

    private @Nullable Resting ownedBy(long id, int owner) {
        Resting order = byId.get(id);
        return order == null || order.owner != owner ? null : order;
    }

    private void match(Resting taker) {
        Book book = books.get(taker.book);
        Resting maker;
        while (taker.wh > 0 && (maker = bestFor(taker, book.side(!taker.buys))) != null) {
            boolean askIsTaker = book.rule == TradePrice.ASK && !taker.buys;
            trade(taker, maker, askIsTaker ? taker.tick : maker.tick);
        }
    }

    private static @Nullable Resting bestFor(Resting taker, TreeMap<Long, List<Resting>> levels) {
        var crossing = taker.buys
                ? levels.headMap(taker.tick, true)
                : levels.tailMap(taker.tick, true).descendingMap();
        return crossing.values().stream()
                .flatMap(List::stream)
                .filter(maker -> maker.owner != taker.owner && mayMeet(taker, maker))
                .findFirst()
                .orElse(null);
    }

    private static boolean mayMeet(Resting taker, Resting maker) {
        long fill = Math.min(taker.wh, maker.wh);
        return (fill >= taker.minFill || fill == taker.wh) && (fill >= maker.minFill || fill == maker.wh);
    }

    private void trade(Resting taker, Resting maker, long price) {
        long fill = Math.min(taker.wh, maker.wh);
        taker.wh -= fill;
        maker.wh -= fill;
        sink.filled(maker.book, taker.id, maker.id, taker.buys, fill, price, maker.wh == 0);
        if (maker.wh == 0) {
            leave(maker);
        }
    }

    private void enter(Resting order) {
        books.get(order.book)
                .side(order.buys)
                .computeIfAbsent(order.tick, tick -> new ArrayList<>())
                .add(order);
        byId.put(order.id, order);
    }

    private void leave(Resting order) {
        TreeMap<Long, List<Resting>> levels = books.get(order.book).side(order.buys);
        List<Resting> level = levels.get(order.tick);
        level.remove(order);
        if (level.isEmpty()) {
            levels.remove(order.tick);
        }
        byId.remove(order.id);
    }
}
