package energy.peerwatt.metergateway.plan.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearnedTest {
    private static final ReadRules RULES = new ReadRules(60, 32, Set.of(), Set.of());

    @Test
    void aRefusedBlockIsCutAtItsWidestHoleAndStaysSo() {
        List<Want> wants = List.of(want(0), want(2), want(10), want(14));
        Learned learned = Learned.NOTHING.after(block(0, 16), wants);

        assertThat(learned.blocks(wants, RULES)).containsExactly(block(0, 4), block(10, 6));
        assertThat(learned.after(block(10, 6), wants).blocks(wants, RULES))
                .containsExactly(block(0, 4), block(10, 2), block(14, 2));
    }

    @Test
    void withoutAHoleItIsCutInTheMiddle() {
        List<Want> wants = List.of(want(0), want(2), want(4), want(6));
        assertThat(Learned.NOTHING.after(block(0, 8), wants).blocks(wants, RULES))
                .containsExactly(block(0, 4), block(4, 4));
    }

    @Test
    void aSingleWantCannotBeDivided() {
        assertThat(Learned.NOTHING.after(block(0, 2), List.of(want(0), want(4))))
                .isEqualTo(Learned.NOTHING);
        assertThat(Learned.NOTHING.after(
                        block(0, 3),
                        List.of(new Want(RegisterFunction.INPUT, 0, 2), new Want(RegisterFunction.INPUT, 1, 2))))
                .isEqualTo(Learned.NOTHING);
    }

    /** A device with random holes: whatever it has is read in the end, and the next time without a refusal. */
    @Test
    void everythingADeviceHasIsFoundAndRefusalsDoNotComeBackSeed815() {
        SplittableRandom random = new SplittableRandom(815);
        for (int round = 0; round < 2_000; round++) {
            BitSet missing = new BitSet();
            IntStream.range(0, random.nextInt(6)).forEach(_ -> missing.set(random.nextInt(60)));
            List<Want> wants = IntStream.range(0, 1 + random.nextInt(12))
                    .mapToObj(_ -> new Want(RegisterFunction.INPUT, random.nextInt(56), 1 + random.nextInt(3)))
                    .distinct()
                    .toList();
            Walk first = read(Learned.NOTHING, wants, missing);
            Walk second = read(first.learned(), wants, missing);

            for (Want want : wants) {
                if (missing.get(want.start(), want.end()).isEmpty() && apart(want, wants)) {
                    assertThat(first.read())
                            .as("%s of %s without %s", want, wants, missing)
                            .contains(want);
                }
            }
            assertThat(second.read()).isEqualTo(first.read());
            assertThat(second.learned()).isEqualTo(first.learned());
        }
    }

    private record Walk(Learned learned, Set<Want> read) {}

    private static Walk read(Learned before, List<Want> wants, BitSet missing) {
        Learned learned = before;
        Set<Want> read = new HashSet<>();
        Deque<RegisterBlock> blocks = new ArrayDeque<>(learned.blocks(wants, RULES));
        while (!blocks.isEmpty()) {
            RegisterBlock block = blocks.pop();
            List<Want> within = new ArrayList<>(
                    wants.stream().filter(want -> want.isWithin(block)).toList());
            if (missing.get(block.start(), block.end()).isEmpty()) {
                read.addAll(within);
                continue;
            }
            Learned after = learned.after(block, wants);
            if (!after.equals(learned)) {
                learned = after;
                blocks.addAll(after.blocks(within, RULES));
            }
        }
        return new Walk(learned, read);
    }

    /** Wants that overlap are read together or not at all. */
    private static boolean apart(Want want, List<Want> wants) {
        return wants.stream()
                .filter(other -> !other.equals(want))
                .noneMatch(other -> other.start() < want.end() && want.start() < other.end());
    }

    private static Want want(int start) {
        return new Want(RegisterFunction.INPUT, start, 2);
    }

    private static RegisterBlock block(int start, int count) {
        return new RegisterBlock(RegisterFunction.INPUT, start, count);
    }
}
