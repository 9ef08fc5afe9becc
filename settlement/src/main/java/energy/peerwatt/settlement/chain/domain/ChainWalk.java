package energy.peerwatt.settlement.chain.domain;

import energy.peerwatt.messages.evidence.Hash32;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** How to follow a chain that may turn back: compare hashes, walk to the last common block, go on from there. */
public final class ChainWalk {
    private ChainWalk() {}

    /** A block that was taken to be on the chain. */
    public record Known(long number, Hash32 hash) {}

    public sealed interface Plan {
        record UpToDate() implements Plan {}

        /** Both ends included. */
        record Extend(long from, long to) implements Plan {}

        /** Blocks above {@code lastCommon} are not on the chain any more. */
        record TurnBack(long lastCommon) implements Plan {}
    }

    /**
     * @param known the newest blocks known, newest first, without a gap
     * @param first where following begins when nothing is known
     * @param head number of the node's newest block
     * @param hashAt what the node has at a number; empty above its head
     * @param atMost blocks to take at once
     */
    public static Plan next(
            List<Known> known, long first, long head, LongFunction<Optional<Hash32>> hashAt, int atMost) {
        if (known.isEmpty()) {
            return head < first ? new Plan.UpToDate() : new Plan.Extend(first, Math.min(head, first + atMost - 1));
        }
        for (Known block : known) {
            if (!hashAt.apply(block.number()).equals(Optional.of(block.hash()))) {
                continue;
            }
            if (block != known.getFirst()) {
                return new Plan.TurnBack(block.number());
            }
            return block.number() >= head
                    ? new Plan.UpToDate()
                    : new Plan.Extend(block.number() + 1, Math.min(head, block.number() + atMost));
        }
        return new Plan.TurnBack(known.getLast().number() - 1);
    }
}
