package energy.peerwatt.settlement.batch.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Pwb1;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.settlement.batch.domain.FinalSlot.Entry;
import java.util.ArrayList;
import java.util.List;

/** What the demand-response fund pays for one event: all in one batch, as records of its last slot. */
public record FundPayments(GridEventId event, List<Payment> payments) {
    /** Index of the demand-response fund in the escrow contract. */
    public static final int DEMAND_RESPONSE_FUND = 2;

    /** In the place of an account index while a payee's account on chain is not open. */
    public static final int NO_ACCOUNT = -1;

    /**
     * @param payee account index, or {@link #NO_ACCOUNT}
     * @param responseHash Keccak-256 of the verified response's canonical JSON, in the place of the buyer's order
     * @param tradeHash Keccak-256 of the compensated trade's id, in the place of the seller's order; zero for a reward
     */
    public record Payment(int payee, Energy energy, Price price, Hash32 responseHash, Hash32 tradeHash) {}

    public FundPayments {
        payments = List.copyOf(payments);
    }

    /**
     * The first of those that wait which the fund can pay, in their order: what it does not hold would be taken from the
     * insurance when the period closes, and what that does not hold either would keep every period from closing.
     *
     * @param fund what it holds before any of them is paid
     */
    public static List<FundPayments> covered(List<FundPayments> waiting, Money fund) {
        List<FundPayments> covered = new ArrayList<>();
        Money left = fund;
        for (FundPayments payments : waiting) {
            left = left.minus(payments.sum());
            if (left.isNegative()) {
                break;
            }
            covered.add(payments);
        }
        return covered;
    }

    boolean hasAccounts() {
        return payments.stream().noneMatch(payment -> payment.payee() == NO_ACCOUNT);
    }

    public Money sum() {
        return payments.stream()
                .map(payment -> payment.price().times(payment.energy()))
                .reduce(Money.ZERO, Money::plus);
    }

    List<Entry> entries(FinalSlot slot) {
        return payments.stream()
                .map(payment -> new Entry(
                        new Pwb1.Record(
                                slot.slot().number(),
                                payment.price(),
                                DEMAND_RESPONSE_FUND,
                                payment.payee(),
                                payment.energy()),
                        payment.responseHash(),
                        payment.tradeHash(),
                        slot.readingsRoot()))
                .toList();
    }
}
