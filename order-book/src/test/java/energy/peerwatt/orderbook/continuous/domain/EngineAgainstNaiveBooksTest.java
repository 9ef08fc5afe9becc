package energy.peerwatt.orderbook.continuous.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of seeded command streams: the engine tells the same story as the naive books, command for command. */
class EngineAgainstNaiveBooksTest {
    private static final int SEEDS_PER_TEST = 200;
    private static final int COMMANDS = 300;

    static LongStream firstSeeds() {
        return LongStream.iterate(0, seed -> seed < 4_000, seed -> seed + SEEDS_PER_TEST);
    }

    @ParameterizedTest(name = "from seed {0}")
    @MethodSource("firstSeeds")
    void everyCommandHasTheSameOutcomeFillsAndBooks(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS_PER_TEST; seed++) {
            new Race(seed).run();
        }
    }

    /** How prices are spread: few and near, those of a busy exchange, and the whole range of the type. */
    private enum Prices {
        NEAR,
        BUSY,
        WHOLE_RANGE;

        long next(SplittableRandom random) {
            return switch (this) {
                case NEAR -> 60 + random.nextInt(10);
                case BUSY -> 23_000 + random.nextInt(random.nextBoolean() ? 16_000 : 40);
                case WHOLE_RANGE ->
                    random.nextInt(4) == 0
                            ? new long[] {0, 1, 0xFFFF_FFFEL, 0xFFFF_FFFFL}[random.nextInt(4)]
                            : random.nextLong(1L << (1 + random.nextInt(32)));
            };
        }
    }

    private static final class Race {
        private final long seed;
        private final SplittableRandom random;
        private final Prices prices;
        private final int owners;
        private final boolean smallestFills;
        private final List<String> engineFills = new ArrayList<>();
        private final List<String> naiveFills = new ArrayList<>();
        private final MatchingEngine engine = new MatchingEngine(into(engineFills), 1, 1, 1);
        private final NaiveBooks naive = new NaiveBooks(into(naiveFills));
        private final int[] books = new int[3];
        private final int[] ownerOf = new int[COMMANDS + 1];

        Race(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            prices = Prices.values()[(int) (seed % Prices.values().length)];
            owners = random.nextBoolean() ? 3 : 1_000;
            smallestFills = random.nextBoolean();
        }

        private static FillSink into(List<String> fills) {
            return (book, taker, maker, takerBuys, wh, price, makerDone) ->
                    fills.add(book + ": " + taker + (takerBuys ? " buys " : " sells ") + wh + " at " + price + " with "
                            + maker + (makerDone ? ", the last" : ""));
        }

        void run() {
            for (int i = 0; i < books.length; i++) {
                open(i);
            }
            for (int i = 1; i <= COMMANDS; i++) {
                step(i);
                if (i % 7 == 0 || i == COMMANDS) {
                    compareBooks(i);
                }
            }
        }

        private void open(int i) {
            TradePrice rule = random.nextBoolean() ? TradePrice.ASK : TradePrice.OLDER_ORDER;
            books[i] = engine.open(rule);
            naive.open(books[i], rule);
        }

        private void step(int i) {
            int kind = random.nextInt(100);
            int book = books[random.nextInt(books.length)];
            long known = id(1 + random.nextInt(i));
            long id = random.nextInt(20) == 0 ? known : id(i);
            int owner = random.nextInt(owners) - 1;
            int knownOwner = random.nextInt(10) == 0 ? owner : ownerOf[(int) (known >>> 40)];
            long tick = prices.next(random);
            long wh = random.nextInt(50) == 0 ? 0xFFFF_FFFFL : 1 + random.nextInt(60);
            long minFill = smallestFills && random.nextBoolean() ? Math.min(wh, random.nextInt(25)) : 0;
            if (kind < 55) {
                int side = random.nextInt(2);
                boolean immediate = random.nextInt(6) == 0;
                Outcome outcome = engine.place(book, id, owner, side, tick, wh, minFill, immediate);
                if (outcome == Outcome.RESTING) {
                    ownerOf[(int) (id >>> 40)] = owner;
                }
                same(i, outcome, naive.place(book, id, owner, side, tick, wh, minFill, immediate));
            } else if (kind < 63) {
                same(i, engine.cancel(known, knownOwner), naive.cancel(known, knownOwner));
            } else if (kind < 72) {
                same(i, engine.reduce(known, knownOwner, wh), naive.reduce(known, knownOwner, wh));
            } else if (kind < 91) {
                same(i, engine.move(known, knownOwner, tick), naive.move(known, knownOwner, tick));
            } else if (kind < 99) {
                same(
                        i,
                        engine.buyOf(known, id, owner, tick, wh, minFill),
                        naive.buyOf(known, id, owner, tick, wh, minFill));
            } else {
                int closed = random.nextInt(books.length);
                engine.close(books[closed]);
                naive.close(books[closed]);
                open(closed);
            }
        }

        /** Ids that lie far apart, so that the index meets more than a counter; the number is in the high bits. */
        private static long id(int number) {
            return (long) number << 40 | number % 3;
        }

        private void same(int command, Outcome engineSays, Outcome naiveSays) {
            equal(command, engineSays, naiveSays);
            equal(command, engineFills, naiveFills);
            engineFills.clear();
            naiveFills.clear();
        }

        private void compareBooks(int command) {
            for (int book : books) {
                for (int side = 0; side < 2; side++) {
                    List<String> resting = new ArrayList<>();
                    List<String> levels = new ArrayList<>();
                    List<String> sums = new ArrayList<>();
                    long[] level = {-1, 0};
                    engine.eachOrder(book, side, (id, owner, tick, wh) -> {
                        resting.add(id + " of " + owner + ": " + wh + " at " + tick);
                        if (tick != level[0]) {
                            addSum(sums, level);
                            level[0] = tick;
                            level[1] = 0;
                        }
                        level[1] += wh;
                        equal(command, engine.left(id), wh);
                    });
                    addSum(sums, level);
                    engine.eachLevel(book, side, Integer.MAX_VALUE, (tick, wh) -> levels.add(wh + " at " + tick));
                    equal(command, resting, naive.resting(book, side));
                    equal(command, levels, sums);
                }
            }
        }

        /** The assertion costs more than the engine, so it is made only when it will fail. */
        private void equal(int command, Object engineSays, Object naiveSays) {
            if (!engineSays.equals(naiveSays)) {
                assertThat(engineSays).as("seed %d, command %d", seed, command).isEqualTo(naiveSays);
            }
        }

        private static void addSum(List<String> sums, long[] level) {
            if (level[1] > 0) {
                sums.add(level[1] + " at " + level[0]);
            }
        }
    }
}
