package energy.peerwatt.settlement.reward;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.util.List;

/** One wallet in an epoch. */
final class Wallets {
    private Wallets() {}

    static TokenAmount cumulative(RewardEpoch epoch, String wallet) {
        int index = index(epoch, wallet);
        return index < 0 ? TokenAmount.ZERO : epoch.lines().get(index).cumulative();
    }

    /** Empty for a wallet that never earned, and for the only one that did. */
    static List<Hash32> proof(RewardEpoch epoch, String wallet) {
        int index = index(epoch, wallet);
        return index < 0 ? List.of() : epoch.tree().proof(index);
    }

    private static int index(RewardEpoch epoch, String wallet) {
        return epoch.lines().stream().map(RewardEpoch.Line::wallet).toList().indexOf(wallet);
    }
}
