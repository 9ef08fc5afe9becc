package energy.peerwatt.orderbook.continuous.domain;

import static energy.peerwatt.orderbook.continuous.domain.OrderPool.HIGH;
import static energy.peerwatt.orderbook.continuous.domain.OrderPool.ID;
import static energy.peerwatt.orderbook.continuous.domain.OrderPool.LEFT;
import static energy.peerwatt.orderbook.continuous.domain.OrderPool.LINKS;
import static energy.peerwatt.orderbook.continuous.domain.OrderPool.LOW;
import static energy.peerwatt.orderbook.continuous.domain.OrderPool.PLACE;
import static energy.peerwatt.orderbook.continuous.domain.OrderPool.at;

/**
 * Many price-time books over one pool of orders, by flat arrays; nothing is allocated per command. The one place where
 * bare longs stand for quantities: prices are ticks from 0 to 2^32 - 1, energy is Wh from 1 to 2^32 - 1, ids are any
 * long, unique over all books, owners any int, side 0 sells and 1 buys. The door has checked the ranges; the engine
 * checks what only the book can know. Not for several threads.
 *
 * <p>Nobody trades with himself: orders of one owner pass each other by. A fill is at least each order's smallest fill,
 * or all that this order has left; orders that cannot meet pass each other by, too. So a book may stay crossed, but only
 * between orders that could not meet when the younger came or moved.
 */
final class MatchingEngine {
    static final int SELL = 0;
    static final int BUY = 1;

    private final OrderPool orders;
    private final IdIndex ids;
    private final PriceLadder ladder;
    private final Books books;
    private final FillSink sink;
    /** Whether the order that is trading passed a resting one by because a fill would have been too small for it. */
    private boolean passedSmall;

    /** Capacities are where the arrays start; they grow by doubling. */
    MatchingEngine(FillSink sink, int orderCapacity, int bookCapacity, int pageCapacity) {
        this.sink = sink;
        orders = new OrderPool(orderCapacity);
        ids = new IdIndex(orders, orderCapacity);
        ladder = new PriceLadder(2 * bookCapacity, pageCapacity);
        books = new Books(bookCapacity);
    }

    /** Opens an empty book and gives its number. Numbers of closed books come again. */
    int open(TradePrice rule) {
        int book = books.open(rule);
        ladder.clear(2 * book + SELL);
        ladder.clear(2 * book + BUY);
        return book;
    }

    /** Closes a book; its orders are gone. */
    void close(int book) {
        for (int side = 2 * book; side <= 2 * book + 1; side++) {
            for (int level; (level = ladder.bestLevel(side)) != 0; ) {
                for (int slot = ladder.first(level), next; slot != 0; slot = next) {
                    next = orders.behind(slot);
                    ids.remove(slot);
                    orders.release(slot);
                }
                ladder.addVolume(level, -ladder.volume(level));
                ladder.setEnds(level, 0, 0);
                ladder.closed(level);
            }
        }
        books.close(book);
    }

    /** A limit order: trades what it can, the rest waits, or is gone if {@code immediate}. */
    Outcome place(int book, long id, int owner, int side, long tick, long wh, long minFill, boolean immediate) {
        int cell = ids.cellOf(id);
        if (ids.slotAt(cell) != 0) {
            return Outcome.DUPLICATE_ID;
        }
        long left = wh;
        int opposite = 2 * book + (side ^ 1);
        long limit = key(side ^ 1, tick);
        if (ladder.bestKey(opposite) <= limit) {
            left = match(opposite, limit, id, owner, wh, minFill);
            if (left == 0) {
                return Outcome.FILLED;
            }
            cell = left == wh ? cell : ids.cellOf(id);
        }
        if (immediate) {
            return Outcome.EXPIRED;
        }
        int slot = orders.take();
        int at = at(slot);
        long[] words = orders.words;
        words[at + ID] = id;
        words[at + LEFT] = left << 32 | owner & LOW;
        words[at + PLACE] = minFill;
        append(2 * book + side, key(side, tick), slot, left);
        ids.put(cell, id, slot);
        return Outcome.RESTING;
    }

    Outcome cancel(long id, int owner) {
        int slot = ids.find(id);
        if (slot == 0 || orders.owner(slot) != owner) {
            return Outcome.NOT_FOUND;
        }
        remove(slot);
        return Outcome.CANCELLED;
    }

    /** Makes an order smaller; it keeps its place. By all that is left or more, it is gone. */
    Outcome reduce(long id, int owner, long wh) {
        int slot = ids.find(id);
        if (slot == 0 || orders.owner(slot) != owner) {
            return Outcome.NOT_FOUND;
        }
        if (wh >= orders.left(slot)) {
            remove(slot);
            return Outcome.CANCELLED;
        }
        orders.take(slot, wh);
        ladder.addVolume(orders.level(slot), -wh);
        return Outcome.REDUCED;
    }

    /** Gives an order another limit, as if it came anew: it may trade at once, the rest queues behind all others. */
    Outcome move(long id, int owner, long tick) {
        int slot = ids.find(id);
        if (slot == 0 || orders.owner(slot) != owner) {
            return Outcome.NOT_FOUND;
        }
        int level = orders.level(slot);
        int side = ladder.sideOf(level);
        long limit = key(side & 1 ^ 1, tick);
        if (ladder.bestKey(side ^ 1) <= limit) {
            long wh = orders.left(slot);
            long left = match(side ^ 1, limit, id, owner, wh, orders.minFill(slot));
            ladder.addVolume(level, left - wh);
            orders.take(slot, wh - left);
            if (left == 0) {
                remove(slot);
                return Outcome.FILLED;
            }
        }
        relocate(slot, level, side, key(side & 1, tick));
        return Outcome.RESTING;
    }

    /**
     * Buys of one named offer at its price, whatever stands before it; an offer keeps its place for what is left of it.
     * The purchase itself never rests: what the offer does not have is not bought.
     */
    Outcome buyOf(long offer, long id, int owner, long limit, long wh, long minFill) {
        if (ids.find(id) != 0) {
            return Outcome.DUPLICATE_ID;
        }
        int slot = ids.find(offer);
        if (slot == 0 || (ladder.sideOf(orders.level(slot)) & 1) != SELL) {
            return Outcome.NOT_FOUND;
        }
        if (orders.owner(slot) == owner) {
            return Outcome.OWN_OFFER;
        }
        int level = orders.level(slot);
        long tick = ladder.keyOf(level);
        if (tick > limit) {
            return Outcome.OVER_LIMIT;
        }
        long left = orders.left(slot);
        long fill = Math.min(wh, left);
        if (fill < wh && fill < minFill || fill < left && fill < orders.minFill(slot)) {
            return Outcome.FILL_TOO_SMALL;
        }
        int book = ladder.sideOf(level) >>> 1;
        sink.filled(book, id, offer, true, fill, tick, fill == left);
        if (fill == left) {
            remove(slot);
        } else {
            orders.take(slot, fill);
            ladder.addVolume(level, -fill);
        }
        return fill == wh ? Outcome.FILLED : Outcome.EXPIRED;
    }

    /** Wh left of a resting order, 0 if there is none with this id. */
    long left(long id) {
        int slot = ids.find(id);
        return slot == 0 ? 0 : orders.left(slot);
    }

    /** How many orders rest in all books. */
    int resting() {
        return ids.size();
    }

    /** The book in which an order rests, or -1. */
    int bookOf(long id) {
        int slot = ids.find(id);
        return slot == 0 ? -1 : ladder.sideOf(orders.level(slot)) >>> 1;
    }

    /** Tells what rests on one side, best first. */
    void eachOrder(int book, int side, RestingSink listener) {
        for (int level = ladder.bestLevel(2 * book + side); level != 0; level = ladder.after(level)) {
            long tick = key(side, ladder.keyOf(level));
            for (int slot = ladder.first(level); slot != 0; slot = orders.behind(slot)) {
                listener.order(orders.id(slot), orders.owner(slot), tick, orders.left(slot));
            }
        }
    }

    /** Tells the levels of one side, best first. */
    void eachLevel(int book, int side, int count, LevelSink listener) {
        int level = ladder.bestLevel(2 * book + side);
        for (int i = 0; i < count && level != 0; i++) {
            listener.level(key(side, ladder.keyOf(level)), ladder.volume(level));
            level = ladder.after(level);
        }
    }

    /** The key of a price on one side; of a limit, the worst key that it takes on the other side is that side's key. */
    private static long key(int side, long tick) {
        return tick ^ -side & PriceLadder.MAX_KEY;
    }

    /** Lets a newcomer trade with the resting side up to the limit key. @return Wh left */
    private long match(int side, long limit, long taker, int owner, long wh, long minFill) {
        int book = side >>> 1;
        boolean takerBuys = (side & 1) == SELL;
        boolean makerPrice = takerBuys || !books.takesAskPrice(book);
        long takerTick = key(side & 1, limit);
        long left = wh;
        boolean lastFill = false;
        passedSmall = false;
        int level = ladder.bestLevel(side);
        while (true) {
            long price = makerPrice ? key(side & 1, ladder.keyOf(level)) : takerTick;
            left = matchLevel(level, book, taker, owner, takerBuys, left, minFill, price);
            boolean emptied = ladder.first(level) == 0;
            int next = left == 0 ? 0 : ladder.after(level);
            if (emptied) {
                ladder.closed(level);
            }
            if (passedSmall && left < minFill && !lastFill) {
                // Whoever is large enough for all the rest may give it now, the best of those passed by before others.
                lastFill = true;
                next = left == 0 ? 0 : ladder.bestLevel(side);
            }
            if (next == 0 || ladder.keyOf(next) > limit) {
                return left;
            }
            level = next;
        }
    }

    private long matchLevel(
            int level, int book, long taker, int owner, boolean takerBuys, long wh, long minFill, long price) {
        long[] words = orders.words;
        long left = wh;
        int first = ladder.first(level);
        int last = ladder.last(level);
        int kept = 0;
        for (int slot = first; slot != 0 && left > 0; ) {
            int at = at(slot);
            int behind = (int) words[at + LINKS];
            long makerLeft = words[at + LEFT] >>> 32;
            long fill = Math.min(left, makerLeft);
            if (fill < left && fill < minFill) {
                passedSmall = true;
                kept = slot;
            } else if ((int) words[at + LEFT] == owner || fill < makerLeft && fill < (words[at + PLACE] & LOW)) {
                kept = slot;
            } else {
                left -= fill;
                sink.filled(book, taker, words[at + ID], takerBuys, fill, price, fill == makerLeft);
                if (fill == makerLeft) {
                    ids.remove(slot);
                    orders.release(slot);
                    if (kept == 0) {
                        first = behind;
                    } else {
                        words[at(kept) + LINKS] = words[at(kept) + LINKS] & HIGH | behind;
                    }
                    if (behind == 0) {
                        last = kept;
                    } else {
                        words[at(behind) + LINKS] = words[at(behind) + LINKS] & LOW | (long) kept << 32;
                    }
                } else {
                    words[at + LEFT] -= fill << 32;
                    kept = slot;
                }
                if (passedSmall && left < minFill) {
                    break;
                }
            }
            slot = behind;
        }
        ladder.setEnds(level, first, last);
        ladder.addVolume(level, left - wh);
        return left;
    }

    /** Puts an order at the end of a price's queue. */
    private void append(int side, long key, int slot, long wh) {
        int level = ladder.levelOf(side, key);
        int last = ladder.last(level);
        int at = at(slot);
        long[] words = orders.words;
        words[at + LINKS] = (long) last << 32;
        words[at + PLACE] = words[at + PLACE] & LOW | (long) level << 32;
        ladder.addVolume(level, wh);
        if (last == 0) {
            ladder.setEnds(level, slot, slot);
            ladder.opened(level, side, key);
        } else {
            orders.setBehind(last, slot);
            ladder.setEnds(level, ladder.first(level), slot);
        }
    }

    /** To another price's queue: in first, then out, so that a page that stays in use is not given up between. */
    private void relocate(int slot, int level, int side, long key) {
        long links = orders.words[at(slot) + LINKS];
        long wh = orders.left(slot);
        if (ladder.keyOf(level) == key) {
            if ((int) links != 0) {
                unlink(level, links, wh);
                append(side, key, slot, wh);
            }
        } else {
            append(side, key, slot, wh);
            unlink(level, links, wh);
        }
    }

    /** Takes an order out of the book and gives its record back. */
    private void remove(int slot) {
        unlink(orders.level(slot), orders.words[at(slot) + LINKS], orders.left(slot));
        ids.remove(slot);
        orders.release(slot);
    }

    private void unlink(int level, long links, long wh) {
        int before = (int) (links >>> 32);
        int behind = (int) links;
        ladder.addVolume(level, -wh);
        if (before == 0 && behind == 0) {
            ladder.setEnds(level, 0, 0);
            ladder.closed(level);
            return;
        }
        if (before == 0) {
            ladder.setEnds(level, behind, ladder.last(level));
        } else {
            orders.setBehind(before, behind);
        }
        if (behind == 0) {
            ladder.setEnds(level, ladder.first(level), before);
        } else {
            orders.setBefore(behind, before);
        }
    }
}
