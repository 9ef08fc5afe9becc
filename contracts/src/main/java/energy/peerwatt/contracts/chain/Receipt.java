package energy.peerwatt.contracts.chain;

import energy.peerwatt.messages.evidence.Hash32;

/** @param succeeded false if the transaction was mined and reverted */
public record Receipt(Hash32 transaction, Hash32 blockHash, long blockNumber, boolean succeeded, long gasUsed) {}
