package energy.peerwatt.benchmarks.race;

import java.util.Arrays;
import java.util.BitSet;

/** The oldest orders that rest, of which a stream picks whom to cancel, reduce or move. Ids count up from 1. */
final class OldestOrders {
    private final int[] window;
    private final BitSet alive = new BitSet();
    private int[] places = new int[1 << 16];
    private int count;
    private int newest;
    private int next = 1;

    OldestOrders(int size) {
        window = new int[size];
    }

    int count() {
        return count;
    }

    int get(int place) {
        return window[place];
    }

    void born(int id) {
        newest = id;
        alive.set(id);
        if (id >= places.length) {
            places = Arrays.copyOf(places, 2 * id);
        }
        places[id] = -1;
        refill();
    }

    void died(int id) {
        alive.clear(id);
        int place = places[id];
        if (place >= 0) {
            int moved = window[--count];
            window[place] = moved;
            places[moved] = place;
            refill();
        }
    }

    private void refill() {
        for (; count < window.length && next <= newest; next++) {
            if (alive.get(next)) {
                places[next] = count;
                window[count++] = next;
            }
        }
    }
}
