package energy.peerwatt.settlement.reward.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.RewardEpoch.Line;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CumulativeTest {
    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isTheSumOfAllThatWasEarnedAndNeverFalls(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Line> lines = List.of();
        Map<String, Long> sums = new HashMap<>();
        for (int epoch = 0; epoch < 10; epoch++) {
            Map<String, TokenAmount> earned = new HashMap<>();
            for (int wallet = 0; wallet < 6; wallet++) {
                long amount = random.nextInt(4) == 0 ? 0 : random.nextLong(1_000_000_000_000L);
                earned.put(wallet(wallet), TokenAmount.ofNano(amount));
                sums.merge(wallet(wallet), amount, Long::sum);
            }
            List<Line> next = Cumulative.after(lines, earned);

            assertThat(next).extracting(Line::wallet).isSorted().doesNotHaveDuplicates();
            for (Line line : next) {
                assertThat(line.cumulative().nano()).isEqualTo(sums.get(line.wallet()));
            }
            assertThat(next)
                    .extracting(Line::wallet)
                    .containsAll(lines.stream().map(Line::wallet).toList());
            lines = next;
        }
    }

    @Test
    void whoeverEarnedNothingIsNotThere() {
        assertThat(Cumulative.after(List.of(), Map.of(wallet(1), TokenAmount.ZERO)))
                .isEmpty();
    }

    private static String wallet(int number) {
        return "0x%040x".formatted(0xABC_0000 + number * 7919);
    }
}
