package energy.peerwatt.settlement.batch.domain;

import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.RunningNet;

/**
 * Where the next batch continues.
 *
 * @param number of the last batch, 0 before the first
 * @param slotTo slot number the next batch begins with
 * @param period of the last batch, 0 before the first
 * @param batchesInPeriod how many batches that period has
 * @param periodEnded whether the last batch ended it
 * @param net running net of that period after the last batch, nano-currency by account index
 */
public record ChainHead(long number, long slotTo, long period, int batchesInPeriod, boolean periodEnded, long[] net) {
    /** @param firstSlot number of the first slot the community ever traded */
    public static ChainHead start(long firstSlot) {
        return new ChainHead(0, firstSlot, 0, 0, true, new long[0]);
    }

    /** @param net the running net after {@code last} */
    public static ChainHead after(BatchHeader last, int batchesInPeriod, byte[] net) {
        return new ChainHead(
                last.number(),
                last.slotTo(),
                last.period(),
                batchesInPeriod,
                last.endsPeriod(),
                RunningNet.decode(net));
    }

    long nextPeriod() {
        return periodEnded ? period + 1 : period;
    }

    int nextInPeriod() {
        return periodEnded ? 1 : batchesInPeriod + 1;
    }

    /** The net the next batch starts from: a new period starts from nothing. */
    long[] nextNet() {
        return periodEnded ? new long[BatchHeader.RESERVED_ACCOUNTS] : net.clone();
    }
}
