package energy.peerwatt.orderbook.clearing.domain.flow;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Steps of energy by ascending price. A step belongs to an order (its number) or to a child zone, which would export
 * or stop importing it.
 */
final class Curve {
    private long[] prices;
    private long[] wh;
    private int[] owners;
    private int size;

    Curve(int capacity) {
        prices = new long[capacity];
        wh = new long[capacity];
        owners = new int[capacity];
    }

    static int exportOf(int zone) {
        return -2 * zone - 1;
    }

    static int importOf(int zone) {
        return -2 * zone - 2;
    }

    static boolean isZone(int owner) {
        return owner < 0;
    }

    static boolean isExport(int owner) {
        return (owner & 1) != 0;
    }

    static int zoneOf(int owner) {
        return (-owner - 1) / 2;
    }

    int size() {
        return size;
    }

    long price(int step) {
        return prices[step];
    }

    long wh(int step) {
        return wh[step];
    }

    int owner(int step) {
        return owners[step];
    }

    /** One past the last step of the same price as {@code step}. */
    int levelEnd(int step) {
        int end = step + 1;
        while (end < size && prices[end] == prices[step]) {
            end++;
        }
        return end;
    }

    void add(long price, long energy, int owner) {
        if (size == prices.length) {
            int larger = Math.max(16, 2 * size);
            prices = Arrays.copyOf(prices, larger);
            wh = Arrays.copyOf(wh, larger);
            owners = Arrays.copyOf(owners, larger);
        }
        prices[size] = price;
        wh[size] = energy;
        owners[size++] = owner;
    }

    /** As {@link #add}, in one step with the last one where that has the same price; for one owner's curve. */
    void addMerging(long price, long energy, int owner) {
        if (size > 0 && prices[size - 1] == price) {
            wh[size - 1] += energy;
        } else {
            add(price, energy, owner);
        }
    }

    void reverse() {
        for (int i = 0, j = size - 1; i < j; i++, j--) {
            swap(prices, i, j);
            swap(wh, i, j);
            int owner = owners[i];
            owners[i] = owners[j];
            owners[j] = owner;
        }
    }

    private static void swap(long[] values, int i, int j) {
        long value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    /** All steps of several curves in one. */
    static Curve merge(List<Curve> curves) {
        Deque<Curve> runs = new ArrayDeque<>();
        for (Curve curve : curves) {
            if (curve.size > 0) {
                runs.add(curve);
            }
        }
        while (runs.size() > 1) {
            runs.add(merge(runs.remove(), runs.remove()));
        }
        return runs.isEmpty() ? new Curve(0) : runs.remove();
    }

    private static Curve merge(Curve a, Curve b) {
        Curve merged = new Curve(a.size + b.size);
        int i = 0;
        int j = 0;
        while (i < a.size || j < b.size) {
            if (j == b.size || i < a.size && a.prices[i] <= b.prices[j]) {
                merged.add(a.prices[i], a.wh[i], a.owners[i]);
                i++;
            } else {
                merged.add(b.prices[j], b.wh[j], b.owners[j]);
                j++;
            }
        }
        return merged;
    }
}
