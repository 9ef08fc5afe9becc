package energy.peerwatt.contracts.chain;

import energy.peerwatt.messages.evidence.Hash32;
import java.util.List;

/**
 * What a contract said in a block.
 *
 * @param index of the log in its block
 * @param topics the first names the event
 * @param data the arguments that are not indexed; not to be changed
 */
public record ChainLog(
        Address address,
        List<Hash32> topics,
        byte[] data,
        Hash32 transaction,
        Hash32 blockHash,
        long blockNumber,
        int index) {}
