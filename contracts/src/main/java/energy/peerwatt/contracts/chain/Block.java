package energy.peerwatt.contracts.chain;

import energy.peerwatt.messages.evidence.Hash32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * @param timestamp whole seconds, the chain's own time
 * @param baseFee wei per gas; absent on chains without EIP-1559
 */
public record Block(long number, Hash32 hash, Hash32 parentHash, Instant timestamp, Optional<BigInteger> baseFee) {}
