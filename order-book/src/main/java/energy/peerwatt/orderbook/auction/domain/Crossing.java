package energy.peerwatt.orderbook.auction.domain;

import java.math.BigInteger;

/**
 * Where supply meets demand: the largest volume of maximum welfare. Price levels are walked together, best against
 * best, while the net bid is at least the ask; so at most one side is left with a level that is only partly taken.
 *
 * @param volume traded Wh
 * @param welfare sum of (net bid - ask) x Wh, merit order against merit order, nano-currency
 * @param asks how far the asks are taken
 * @param bids how far the bids are taken
 */
record Crossing(long volume, BigInteger welfare, Taken asks, Taken bids) {

    /**
     * How far one side is taken.
     *
     * @param side the side it is about
     * @param levelStart first position of the last level that trades
     * @param levelEnd one past its last position; 0 when nothing trades
     * @param levelWh what trades of that level
     * @param levelTotal what the level offers; larger than {@code levelWh} when it must be rationed
     */
    record Taken(MeritOrder side, int levelStart, int levelEnd, long levelWh, long levelTotal) {
        boolean isRationed() {
            return levelWh < levelTotal;
        }

        /** Effective price of the last order that trades. */
        long marginalPrice() {
            return side.price(levelStart);
        }

        /** Whether anything on this side is left over, wholly or in part. */
        boolean hasRest() {
            return isRationed() || levelEnd < side.size();
        }

        /** Effective price of the best order that is left over, wholly or in part. */
        long bestRestPrice() {
            return isRationed() ? marginalPrice() : side.price(levelEnd);
        }
    }

    static Crossing of(MeritOrder asks, MeritOrder bids) {
        Level ask = new Level(asks);
        Level bid = new Level(bids);
        ExactSum welfare = new ExactSum();
        long volume = 0;
        while (ask.hasWh() && bid.hasWh() && bid.price() >= ask.price()) {
            long wh = Math.min(ask.left, bid.left);
            volume = Math.addExact(volume, wh);
            welfare.add(bid.price() - ask.price(), wh);
            ask.take(wh);
            bid.take(wh);
        }
        return new Crossing(volume, welfare.value(), ask.taken(), bid.taken());
    }

    boolean trades() {
        return volume > 0;
    }

    /** A price level of one side, moving on when it is used up. */
    private static final class Level {
        private final MeritOrder side;
        private int start;
        private int end;
        private long total;
        private long left;
        private Taken last;

        Level(MeritOrder side) {
            this.side = side;
            this.last = new Taken(side, 0, 0, 0, 0);
            moveTo(0);
        }

        private void moveTo(int position) {
            start = position;
            end = position < side.size() ? side.levelEnd(position) : position;
            total = side.wh(start, end);
            left = total;
        }

        boolean hasWh() {
            return left > 0;
        }

        long price() {
            return side.price(start);
        }

        void take(long wh) {
            left -= wh;
            last = new Taken(side, start, end, total - left, total);
            if (left == 0) {
                moveTo(end);
            }
        }

        Taken taken() {
            return last;
        }
    }
}
