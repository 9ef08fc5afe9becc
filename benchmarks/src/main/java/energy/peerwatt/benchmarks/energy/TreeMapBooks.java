package energy.peerwatt.benchmarks.energy;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The book that one would write first: sorted maps of queues and a map of ids. The baseline. */
final class TreeMapBooks implements EnergyBooks {
    private static final class Resting {
        final int id;
        final int household;
        final ArrayDeque<Resting> queue;
        final TreeMap<Integer, ArrayDeque<Resting>> side;
        final int price;
        int wh;

        Resting(
                int id,
                int household,
                ArrayDeque<Resting> queue,
                TreeMap<Integer, ArrayDeque<Resting>> side,
                int price,
                int wh) {
            this.id = id;
            this.household = household;
            this.queue = queue;
            this.side = side;
            this.price = price;
            this.wh = wh;
        }
    }

    private record Book(TreeMap<Integer, ArrayDeque<Resting>> sells, TreeMap<Integer, ArrayDeque<Resting>> buys) {}

    private final Book[] books;
    private final Map<Integer, Resting> byId = new HashMap<>();
    private long trades;
    private long cancelled;

    TreeMapBooks(int count) {
        books = new Book[count];
        for (int i = 0; i < count; i++) {
            books[i] = new Book(new TreeMap<>(), new TreeMap<>());
        }
    }

    @Override
    public void place(int book, int id, int household, boolean buys, int price, int wh, boolean atOnce) {
        TreeMap<Integer, ArrayDeque<Resting>> opposite = buys ? books[book].sells : books[book].buys;
        int left = wh;
        while (left > 0) {
            Map.@Nullable Entry<Integer, ArrayDeque<Resting>> best =
                    buys ? opposite.firstEntry() : opposite.lastEntry();
            if (best == null || (buys ? best.getKey() > price : best.getKey() < price)) {
                break;
            }
            left = trade(best.getValue(), left);
            if (best.getValue().isEmpty()) {
                opposite.remove(best.getKey());
            }
        }
        if (left > 0 && !atOnce) {
            TreeMap<Integer, ArrayDeque<Resting>> side = buys ? books[book].buys : books[book].sells;
            ArrayDeque<Resting> queue = side.computeIfAbsent(price, added -> new ArrayDeque<>());
            Resting order = new Resting(id, household, queue, side, price, left);
            queue.add(order);
            byId.put(id, order);
        }
    }

    private int trade(ArrayDeque<Resting> queue, int wh) {
        int left = wh;
        while (left > 0 && !queue.isEmpty()) {
            Resting maker = queue.getFirst();
            int fill = Math.min(left, maker.wh);
            trades++;
            left -= fill;
            maker.wh -= fill;
            if (maker.wh == 0) {
                queue.removeFirst();
                byId.remove(maker.id);
            }
        }
        return left;
    }

    @Override
    public void cancel(int id, int household) {
        Resting order = byId.get(id);
        if (order != null && order.household == household) {
            byId.remove(id);
            order.queue.remove(order);
            if (order.queue.isEmpty()) {
                order.side.remove(order.price);
            }
            cancelled++;
        }
    }

    @Override
    public Counts counts() {
        return new Counts(trades, cancelled, byId.size());
    }
}
