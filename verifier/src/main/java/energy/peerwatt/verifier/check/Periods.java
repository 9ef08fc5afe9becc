package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.BatchLine;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.chain.ChainFacts;
import energy.peerwatt.verifier.evidence.Entry;
import energy.peerwatt.verifier.evidence.Net;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settlement periods: the running net of each, and that its closing on chain applied just that. */
public final class Periods {
    private final Map<Long, Ended> ended = new HashMap<>();
    private Net running = new Net();
    private long period = 1;
    private int accounts = BatchHeader.RESERVED_ACCOUNTS;

    /**
     * A period whose last batch is in the bundle.
     *
     * @param number of its last batch
     * @param hash of the net, over {@code accounts} accounts
     */
    record Ended(long number, int accounts, Hash32 hash, long[] net) {}

    /** Takes the next batch into its period; the net holds until the next call. */
    Net add(Line<BatchLine> line, String where, List<Entry> entries) throws Difference {
        BatchHeader header = line.value().header();
        line.same(where, "period", period, header.period());
        Net net = running;
        entries.forEach(net::add);
        line.holds(
                header.accounts() >= Math.max(accounts, net.accounts())
                        && header.accounts() <= BatchHeader.MAX_ACCOUNTS,
                where,
                "accounts cover every record and do not fall within a period",
                header.accounts());
        accounts = header.accounts();
        if (header.endsPeriod()) {
            ended.put(period, new Ended(header.number(), accounts, net.hash(accounts), net.toArray()));
            running = new Net();
            accounts = BatchHeader.RESERVED_ACCOUNTS;
            period++;
        }
        return net;
    }

    /** @return how many closings on chain were compared */
    public int checkCloses(ChainFacts chain) throws Difference {
        int checked = 0;
        for (ChainFacts.Close close : chain.closes()) {
            Ended mine = ended.get(close.period());
            if (mine == null && close.block() > chain.asOf()) {
                continue;
            }
            String where = "period " + close.period();
            same(where, "last batch", mine == null ? null : mine.number(), close.number());
            same(where, "accounts", mine == null ? null : mine.accounts(), close.accounts());
            same(where, "net hash at close", mine == null ? null : mine.hash(), close.cumulativeNetHash());
            boolean applied = chain.moves().stream()
                    .anyMatch(move -> move instanceof ChainFacts.Move.NetApplied net
                            && net.period() == close.period()
                            && net.netHash().equals(close.cumulativeNetHash()));
            same(where, "net applied to the escrow", true, applied);
            checked++;
        }
        return checked;
    }

    /** @return nano-currency per account index, null if the bundle does not hold the end of the period */
    long @Nullable [] netOf(long period) {
        Ended mine = ended.get(period);
        return mine == null ? null : mine.net();
    }

    private static void same(String where, String what, @Nullable Object expected, Object found) throws Difference {
        if (!found.equals(expected)) {
            throw new Difference(Bundle.BATCHES, 0, where, what, expected, found);
        }
    }
}
