package energy.peerwatt.messages.bundle;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.quantity.TokenAmount;

/**
 * A line of {@code rewards.ndjson}, ascending by epoch, none missing.
 *
 * @param root of the tree over the data's lines
 * @param total sum of all cumulative rewards
 * @param dataHash Keccak-256 of the data's bytes
 */
public record RewardLine(RewardEpoch data, Hash32 root, TokenAmount total, Hash32 dataHash) {
    public static RewardLine of(RewardEpoch data) {
        return new RewardLine(data, data.tree().root(), data.total(), data.dataHash());
    }
}
