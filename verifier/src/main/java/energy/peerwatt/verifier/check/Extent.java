package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.BatchLine;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.chain.ChainFacts;
import java.util.List;

/** How far a bundle reaches. It says so itself, in {@code as-of.json}, so what it says is held against the rest. */
public final class Extent {
    private Extent() {}

    /** @throws Difference if the bundle excuses blocks whose batches it holds, or those before any event */
    public static void check(Bundle bundle, ChainFacts facts) throws Difference {
        Long stated = bundle.asOf();
        if (stated == null) {
            return;
        }
        atLeast(facts.firstBlock(), "the first event of the contracts", stated);
        long last = lastMined(bundle.batches(), facts);
        atLeast(last, "the last batch that the bundle says is mined", stated);
    }

    /**
     * Block of the last batch that the bundle says is mined. One that it says is not may have been mined since.
     *
     * @return 0 if there is none
     */
    public static long lastMined(List<Line<BatchLine>> batches, ChainFacts facts) {
        long block = 0;
        for (Line<BatchLine> line : batches) {
            ChainFacts.Commit commit = facts.commits().get(line.value().header().number());
            if (line.value().hash() != null && commit != null) {
                block = Math.max(block, commit.block());
            }
        }
        return block;
    }

    /** How many batches the chain has that came after the bundle and are not in it. */
    public static long later(Bundle bundle, ChainFacts facts) {
        return facts.commits().tailMap((long) bundle.batches().size(), false).values().stream()
                .filter(commit -> commit.block() > facts.asOf())
                .count();
    }

    private static void atLeast(long block, String what, long stated) throws Difference {
        if (stated < block) {
            throw new Difference(Bundle.AS_OF, 1, "block", "not before " + what, "at least " + block, stated);
        }
    }
}
