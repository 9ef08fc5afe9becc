package energy.peerwatt.settlement.ledger.domain;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Money;
import java.util.HashMap;
import java.util.Map;

/** The money of a settled slot: trades, fees and congestion in escrow, the rest with the supplier. */
public final class SlotPosting {
    private SlotPosting() {}

    /**
     * @param wallets of all members of the slot
     * @throws IllegalArgumentException if a member's wallet is missing
     */
    public static Posting of(SlotSettlement settled, Map<AccountId, String> wallets) {
        Map<LedgerAccount, Money> amounts = new HashMap<>();
        for (SlotSettlement.Member member : settled.members()) {
            String wallet = wallets.get(member.account());
            if (wallet == null) {
                throw new IllegalArgumentException("account " + member.account() + " has no wallet");
            }
            Money inEscrow = member.traded().minus(member.fees()).minus(member.congestion());
            add(amounts, new LedgerAccount.Escrow(wallet), inEscrow);
            add(amounts, LedgerAccount.GRID_FUND, member.fees());
            add(amounts, LedgerAccount.DEMAND_RESPONSE_FUND, member.congestion());
            add(amounts, new LedgerAccount.WithSupplier(member.account()), member.supplier());
            add(amounts, LedgerAccount.SUPPLIER, member.supplier().negated());
        }
        return new Posting(new Cause.SlotSettled(settled.slot(), settled.revision()), null, amounts);
    }

    private static void add(Map<LedgerAccount, Money> amounts, LedgerAccount account, Money amount) {
        amounts.merge(account, amount, Money::plus);
    }
}
