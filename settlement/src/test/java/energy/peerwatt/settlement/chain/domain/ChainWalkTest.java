package energy.peerwatt.settlement.chain.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.settlement.chain.domain.ChainWalk.Known;
import energy.peerwatt.settlement.chain.domain.ChainWalk.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChainWalkTest {
    @Test
    void followingBeginsAtTheFirstBlockThatMatters() {
        assertThat(ChainWalk.next(List.of(), 5, 9, chain(10, 0), 50)).isEqualTo(new Plan.Extend(5, 9));
        assertThat(ChainWalk.next(List.of(), 5, 4, chain(5, 0), 50)).isEqualTo(new Plan.UpToDate());
        assertThat(ChainWalk.next(List.of(), 5, 99, chain(100, 0), 3)).isEqualTo(new Plan.Extend(5, 7));
    }

    @Test
    void newBlocksExtendWhatIsKnown() {
        assertThat(ChainWalk.next(known(4, 0), 0, 6, chain(7, 0), 50)).isEqualTo(new Plan.Extend(4, 6));
        assertThat(ChainWalk.next(known(4, 0), 0, 3, chain(4, 0), 50)).isEqualTo(new Plan.UpToDate());
    }

    @Test
    void turnedChainIsWalkedBackToTheLastCommonBlock() {
        List<Known> known = known(5, 0);

        assertThat(ChainWalk.next(known, 0, 6, forked(7, 3), 50)).isEqualTo(new Plan.TurnBack(2));
    }

    @Test
    void shorterChainIsATurnToo() {
        assertThat(ChainWalk.next(known(5, 0), 0, 2, chain(3, 0), 50)).isEqualTo(new Plan.TurnBack(2));
    }

    @Test
    void withNothingInCommonAllThatIsRememberedGoes() {
        List<Known> remembered = known(20, 0).subList(0, 5);

        assertThat(ChainWalk.next(remembered, 0, 20, chain(21, 1), 50)).isEqualTo(new Plan.TurnBack(14));
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverTheChainDoesFollowingEndsOnIt(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Hash32> chain = new ArrayList<>(List.of(hash(0, 0)));
        List<Known> known = new ArrayList<>();
        for (int round = 1; round <= 30; round++) {
            int drop = random.nextInt(Math.min(4, chain.size()));
            chain.subList(chain.size() - drop, chain.size()).clear();
            for (int i = random.nextInt(6); i >= 0; i--) {
                chain.add(hash(chain.size(), round));
            }
            follow(chain, known);
            assertThat(known.reversed().stream().map(Known::hash)).isEqualTo(chain);
        }
    }

    private static void follow(List<Hash32> chain, List<Known> known) {
        while (true) {
            Plan plan = ChainWalk.next(
                    known,
                    0,
                    chain.size() - 1,
                    n -> n < chain.size() ? Optional.of(chain.get((int) n)) : Optional.empty(),
                    3);
            switch (plan) {
                case Plan.UpToDate() -> {
                    return;
                }
                case Plan.TurnBack(long lastCommon) -> known.removeIf(block -> block.number() > lastCommon);
                case Plan.Extend(long from, long to) -> {
                    for (long n = from; n <= to; n++) {
                        known.addFirst(new Known(n, chain.get((int) n)));
                    }
                }
            }
        }
    }

    private static LongFunction<Optional<Hash32>> chain(int length, int fork) {
        return n -> n < length ? Optional.of(hash(n, fork)) : Optional.empty();
    }

    private static LongFunction<Optional<Hash32>> forked(int length, int from) {
        return n -> n < length ? Optional.of(hash(n, n < from ? 0 : 1)) : Optional.empty();
    }

    private static List<Known> known(int length, int fork) {
        return IntStream.range(0, length)
                .mapToObj(i -> new Known(length - 1 - i, hash(length - 1 - i, fork)))
                .toList();
    }

    private static Hash32 hash(long number, int fork) {
        return new Hash32("0x" + "%060x%04x".formatted(number, fork));
    }
}
