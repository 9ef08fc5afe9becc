package energy.peerwatt.benchmarks.energy;

import java.util.SplittableRandom;

/**
 * Orders of 400,000 households for the 96 slots of the day ahead, near slots busier: 74 % limit orders, 6 % immediate
 * ones, 20 % cancellations of an earlier order, young ones more often. A household sells or buys, always the same. The
 * draws are fixed by the design, so the counts of a stream are known.
 */
final class EnergyStream {
    static final int SLOTS = 96;

    private static final int SEED = 42;
    private static final int HOUSEHOLDS = 400_000;
    private static final byte LIMIT = 0;
    private static final byte AT_ONCE = 1;
    private static final byte CANCEL = 2;

    private final byte[] kinds;
    private final boolean[] buys;
    private final int[] books;
    private final int[] households;
    private final short[] prices;
    private final short[] wh;
    private final int[] targets;
    private final int zones;

    EnergyStream(int zones, int commands) {
        this.zones = zones;
        kinds = new byte[commands];
        buys = new boolean[commands];
        books = new int[commands];
        households = new int[commands];
        prices = new short[commands];
        wh = new short[commands];
        targets = new int[commands];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < commands; i++) {
            draw(random, i);
        }
    }

    private void draw(SplittableRandom random, int i) {
        int kind = random.nextInt(100);
        int household = random.nextInt(HOUSEHOLDS);
        double nearness = random.nextDouble();
        int slot = (int) (SLOTS * nearness * nearness);
        boolean sells = (household * 2_654_435_761L >>> 7) % 100 < 40;
        double price = 450
                + 250 * Math.sin(slot / 15.0)
                + (sells ? 30 : -30)
                + 60 * random.nextDouble(-1, 1)
                + 60 * random.nextDouble(-1, 1);
        kinds[i] = kind < 74 ? LIMIT : kind < 80 ? AT_ONCE : CANCEL;
        buys[i] = !sells;
        books[i] = household % zones * SLOTS + slot;
        households[i] = household;
        prices[i] = (short) Math.clamp((int) price, 1, 1022);
        wh[i] = (short) (10 + random.nextInt(1500));
        if (kinds[i] == CANCEL) {
            targets[i] = (int) (i * Math.pow(random.nextDouble(), 0.25));
        }
    }

    int size() {
        return kinds.length;
    }

    int books() {
        return zones * SLOTS;
    }

    /** Sends command {@code i}; ids count from 1, a cancellation comes from the owner of what it cancels. */
    void send(int i, EnergyBooks market) {
        if (kinds[i] == CANCEL) {
            market.cancel(targets[i] + 1, households[targets[i]]);
        } else {
            market.place(books[i], i + 1, households[i], buys[i], prices[i], wh[i], kinds[i] == AT_ONCE);
        }
    }
}
