package energy.peerwatt.benchmarks.race;

import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.benchmarks.race.CommandStream.Kind;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.cmd.OrderCommand;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Makes a stream of the mix of exchange-core's own test generator: most commands move one of the 512 oldest orders 1 %
 * nearer to the last price, a side that is short of orders gets new ones, otherwise one in twenty commands takes from the
 * market at any price. The book in which it keeps track is exchange-core's, so the stream owes nothing to ours.
 */
final class BusyMarket {
    private static final int WINDOW = 512;
    private static final int CENTRE = 30_754;
    private static final int SPREAD = CENTRE / 20;
    private static final int LOWEST = CENTRE - 5 * SPREAD;
    private static final int HIGHEST = CENTRE + 5 * SPREAD;
    private static final int USERS = 1_000;

    private final int half;
    private final SplittableRandom random;
    private final CommandStream stream = new CommandStream();
    private final ExchangeCoreBook book = new ExchangeCoreBook();
    private final OrderCommand command = new OrderCommand();
    private final OldestOrders oldest = new OldestOrders(WINDOW);
    private int[] prices = new int[1 << 16];
    private int[] left = new int[1 << 16];
    private int[] users = new int[1 << 16];
    /** Orders resting now, and when last looked at: sellers, buyers. */
    private final int[] resting = new int[2];

    private final int[] seen = new int[2];
    private int lastPrice = CENTRE;
    private int lastId;
    private boolean filled;

    private BusyMarket(int resting, long seed) {
        half = resting / 2;
        random = new SplittableRandom(seed);
    }

    /**
     * @param resting how many orders the book is to hold
     * @param commands how many follow after it has been filled
     */
    static CommandStream stream(int resting, int commands, long seed) {
        BusyMarket market = new BusyMarket(resting, seed);
        int lookEvery = Math.min(WINDOW, resting + 1);
        for (int i = 1; !market.filled || market.stream.size() < market.stream.fill() + commands; i++) {
            market.next();
            if (i % lookEvery == 0) {
                market.look();
            }
        }
        return market.stream;
    }

    private void look() {
        seen[0] = resting[0];
        seen[1] = resting[1];
        if (!filled && seen[0] >= half && seen[1] >= half) {
            filled = true;
            stream.filled();
        }
    }

    private void next() {
        int side = random.nextInt(2);
        int lack = half - seen[side];
        boolean hurry = lack > 0 && (!filled || lack > Math.min(WINDOW, half * 3 / 4));
        int draw = hurry ? 0 : random.nextInt(lack > 0 ? 10 : 40);
        if (draw < 2) {
            place(side, lack > 0);
        } else if (oldest.count() > 0) {
            int id = oldest.get(random.nextInt(oldest.count()));
            if (draw == 2) {
                send(Kind.CANCEL, id, 0, 0);
            } else if (draw == 3) {
                send(Kind.REDUCE, id, 0, 1 + random.nextInt(left[id]));
            } else {
                send(Kind.MOVE, id, nearer(prices[id]), 0);
            }
        }
    }

    private void place(int side, boolean stays) {
        int id = ++lastId;
        if (id == prices.length) {
            prices = Arrays.copyOf(prices, 2 * id);
            left = Arrays.copyOf(left, 2 * id);
            users = Arrays.copyOf(users, 2 * id);
        }
        left[id] = 1 + random.nextInt(6) * random.nextInt(6) * random.nextInt(6);
        users[id] = 2 * (1 + random.nextInt(USERS)) - 1 + side;
        if (stays) {
            int away = distance();
            prices[id] = side == 0 ? lastPrice + away : lastPrice - away;
            resting[side]++;
            oldest.born(id);
            send(side == 0 ? Kind.SELL : Kind.BUY, id, prices[id], left[id]);
        } else {
            send(side == 0 ? Kind.SELL_AT_ONCE : Kind.BUY_AT_ONCE, id, side == 0 ? LOWEST : HIGHEST, left[id]);
        }
    }

    /** How far from the last price: the distance of a mean of four draws from the middle of a reach that is rarely wide. */
    private int distance() {
        double draw = random.nextDouble();
        int reach = 1 + (int) (draw * draw * SPREAD);
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += random.nextInt(reach);
        }
        return Math.abs(sum / 4 * 2 - reach);
    }

    /** At least one tick nearer to the last price; from there, one tick to either side. */
    private int nearer(int price) {
        int gap = lastPrice - price;
        if (gap == 0) {
            return price + (random.nextBoolean() ? 1 : -1);
        }
        return price + Integer.signum(gap) * ((Math.abs(gap) + 99) / 100);
    }

    private void send(Kind kind, int id, int price, int quantity) {
        stream.add(kind, id, users[id], price, quantity);
        stream.copyTo(command, stream.size() - 1);
        book.apply(command);
        WrongResult.unlessEqual("refusals while making the stream", 0L, book.refusals());
        if (kind == Kind.MOVE) {
            prices[id] = price;
        }
        boolean rests = kind != Kind.SELL_AT_ONCE && kind != Kind.BUY_AT_ONCE;
        for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                take((int) event.matchedOrderId, (int) event.size, true);
                lastPrice = Math.clamp(event.price, LOWEST, HIGHEST);
            }
            if (event.eventType != MatcherEventType.REJECT) {
                take(id, (int) event.size, rests);
            } else {
                look();
            }
        }
    }

    private void take(int id, int quantity, boolean rests) {
        left[id] -= quantity;
        if (left[id] == 0 && rests) {
            resting[1 - users[id] % 2]--;
            oldest.died(id);
        }
    }
}
