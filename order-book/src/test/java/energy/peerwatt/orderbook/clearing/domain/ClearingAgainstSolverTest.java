package energy.peerwatt.orderbook.clearing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.report.ClearingReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clearing against an independent integer solver, over thousands of seeds. */
class ClearingAgainstSolverTest {
    private static final int SEEDS_OF_A_TEST = 50;

    static LongStream firstSeeds() {
        return LongStream.range(0, 20).map(i -> i * SEEDS_OF_A_TEST);
    }

    @ParameterizedTest(name = "50 seeds from {0}")
    @MethodSource("firstSeeds")
    void oneZoneIsOptimal(long firstSeed) {
        overSeeds(firstSeed, RandomBooks::oneZone);
    }

    @ParameterizedTest(name = "50 seeds from {0}")
    @MethodSource("firstSeeds")
    void zoneTreesWithLimitsAreOptimal(long firstSeed) {
        overSeeds(firstSeed, RandomBooks::zones);
    }

    @ParameterizedTest(name = "50 seeds from {0}")
    @MethodSource("firstSeeds")
    void preferencesAreOptimal(long firstSeed) {
        overSeeds(firstSeed, RandomBooks::preferences);
    }

    @ParameterizedTest(name = "50 seeds from {0}")
    @MethodSource("firstSeeds")
    void preferencesAndLimitsTogetherAreOptimal(long firstSeed) {
        overSeeds(firstSeed, RandomBooks::everything);
    }

    @ParameterizedTest(name = "50 seeds from {0}")
    @MethodSource("firstSeeds")
    void tiersAreOptimal(long firstSeed) {
        overSeeds(firstSeed, RandomBooks::tiers);
    }

    private static void overSeeds(long firstSeed, Function<RandomBooks, ClearingBook> make) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS_OF_A_TEST; seed++) {
            ClearingBook book = make.apply(new RandomBooks(seed));
            ClearingOutcome outcome = Clearing.clear(book);
            SolverOracle.Best best = new SolverOracle(book).best();
            assertThat(outcome.rejected()).isEmpty();
            assertThat(outcome.gap()).isNull();
            assertThat(outcome.welfare()).as("welfare, seed %s", seed).isEqualTo(best.welfare());
            assertThat(outcome.volumeWh()).as("volume, seed %s", seed).isEqualTo(best.volume());
            AlwaysTrue.hold(outcome);
            boolean plain =
                    book.orders().stream().allMatch(order -> order.preferences().isEmpty());
            boolean strangers =
                    book.orders().stream().map(BookOrder::account).distinct().count()
                            == book.orders().size();
            if (plain && strangers && book.rule() == PriceRule.EQUILIBRIUM) {
                AlwaysTrue.nobodyWantsToTradeMore(outcome);
            }
            assertThat(ClearingReport.of(Clearing.clear(shuffled(book, seed)), List.of()))
                    .as("in another order, seed %s", seed)
                    .isEqualTo(ClearingReport.of(outcome, List.of()));
        }
    }

    private static ClearingBook shuffled(ClearingBook book, long seed) {
        List<BookOrder> orders = new ArrayList<>(book.orders());
        Collections.shuffle(orders, new Random(seed));
        return book.withOrders(orders);
    }
}
