package energy.peerwatt.settlement.batch.domain;

import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.RecordLeaf;
import energy.peerwatt.messages.id.GridEventId;
import java.util.List;

/**
 * A batch ready for the chain.
 *
 * @param packed the packed data, PWB1
 * @param leaves one per record, in packed order
 * @param net running net of the period after this batch, nano-currency by account index
 * @param responses demand-response events whose payments it holds
 */
public record SealedBatch(
        BatchHeader header, byte[] packed, List<RecordLeaf> leaves, long[] net, List<GridEventId> responses) {}
