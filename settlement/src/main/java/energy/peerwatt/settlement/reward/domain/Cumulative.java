package energy.peerwatt.settlement.reward.domain;

import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds what one response brings to what wallets earned before. */
public final class Cumulative {
    private Cumulative() {}

    /**
     * @param before lines of the epoch before; empty for the first
     * @param earned by wallet, in this response
     * @return ascending by wallet; whoever earned once stays in, and no amount falls
     */
    public static List<RewardEpoch.Line> after(List<RewardEpoch.Line> before, Map<String, TokenAmount> earned) {
        Map<String, TokenAmount> cumulative = new TreeMap<>();
        before.forEach(line -> cumulative.put(line.wallet(), line.cumulative()));
        earned.forEach((wallet, amount) -> {
            if (!amount.equals(TokenAmount.ZERO)) {
                cumulative.merge(wallet, amount, TokenAmount::plus);
            }
        });
        return cumulative.entrySet().stream()
                .map(entry -> new RewardEpoch.Line(entry.getKey(), entry.getValue()))
                .toList();
    }
}
