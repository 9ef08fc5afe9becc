package energy.peerwatt.street.home.domain;

import static energy.peerwatt.street.home.domain.Streets.QUARTER;
import static energy.peerwatt.street.home.domain.Streets.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreetTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void resultDoesNotDependOnHowOftenTheStreetIsStepped(long seed) {
        Street street = Streets.simulated(seed);
        SplittableRandom random = new SplittableRandom(seed);
        StreetState often = street.first(TEN);
        StreetState once = often;
        while (often.steppedTo() < TEN + 1_000) {
            often = street.advance(often, Math.min(TEN + 1_000, often.steppedTo() + random.nextInt(0, 60)));
        }

        assertThat(often).isEqualTo(street.advance(once, TEN + 1_000));
    }

    @Test
    void clockThatGoesBackChangesNothing() {
        Street street = Streets.simulated(1);
        StreetState state = street.first(TEN);

        assertThat(street.advance(state, TEN - 100)).isSameAs(state);
    }

    /** What an order book needs at its first auctions: sellers, buyers, and demand of the same size as the surplus. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neighboursCanTradeAtTenOnTheFirstDay(long seed) {
        Street street = Streets.simulated(seed);
        StreetState before = street.first(TEN);
        for (int slot = 0; slot < 4; slot++) {
            StreetState after = street.advance(before, before.steppedTo() + QUARTER);
            List<Long> nets = nets(before, after);
            long surplus = -nets.stream()
                    .filter(net -> net < 0)
                    .mapToLong(Long::longValue)
                    .sum();
            long demand = nets.stream()
                    .filter(net -> net > 0)
                    .mapToLong(Long::longValue)
                    .sum();

            assertThat(nets.stream().filter(net -> net < 0).count()).isGreaterThanOrEqualTo(5);
            assertThat(nets.stream().filter(net -> net > 0).count()).isGreaterThanOrEqualTo(5);
            assertThat(100.0 * demand / surplus).isBetween(40.0, 120.0);
            before = after;
        }
    }

    @Test
    void twoHomesHaveBatteriesHalfFull() {
        Street street = Streets.simulated(1);
        StreetState state = street.first(TEN);
        List<Integer> withBattery = IntStream.range(0, 14)
                .filter(index -> street.homes().get(index).battery() != null)
                .boxed()
                .toList();

        assertThat(withBattery).hasSize(2);
        assertThat(withBattery).allSatisfy(index -> {
            long capacity = street.homes().get(index).battery().capacityMillijoules();
            assertThat(100.0 * state.homes().get(index).storedMillijoules() / capacity)
                    .isBetween(40.0, 60.0);
        });
    }

    @Test
    void homesDifferAndSomeHaveNoRoof() {
        Street street = Streets.simulated(1);

        assertThat(street.homes().stream()
                        .map(Home::solar)
                        .filter(solar -> solar != null)
                        .map(Solar::roof))
                .hasSizeGreaterThanOrEqualTo(7)
                .doesNotHaveDuplicates();
        assertThat(street.homes().stream().filter(home -> home.solar() == null)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(street.homes().stream().map(home -> home.meter().serial())).doesNotHaveDuplicates();
    }

    @Test
    void aStreetOfNoHomesIsRefused() {
        assertThatThrownBy(() -> new StreetBuilder(1, 0, 0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> new StreetBuilder(1, 101, 0)).hasMessageContaining("not 101");
    }

    private static List<Long> nets(StreetState before, StreetState after) {
        return IntStream.range(0, after.homes().size())
                .mapToObj(index -> {
                    EnergyBooks first = before.homes().get(index).books();
                    EnergyBooks last = after.homes().get(index).books();
                    return last.imported() - first.imported() - (last.exported() - first.exported());
                })
                .toList();
    }
}
