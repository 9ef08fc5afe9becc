package energy.peerwatt.settlement.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.bundle.SlotSettlement.State;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.settlement.quantity.domain.Street;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostingTest {
    private static final Cause CAUSE = new Cause.SlotSettled(Street.SLOT, 1);
    private static final LedgerAccount ANNA = new LedgerAccount.Escrow("0x" + "a".repeat(40));
    private static final LedgerAccount BEN = new LedgerAccount.Escrow("0x" + "b".repeat(40));

    @Test
    void postingThatDoesNotBalanceIsRefused() {
        assertThatThrownBy(() -> new Posting(CAUSE, null, Map.of(ANNA, new Money(5), BEN, new Money(-4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 nano over");
    }

    @Test
    void accountsThatDoNotMoveAreNotPosted() {
        Posting posting = new Posting(
                CAUSE, null, Map.of(ANNA, new Money(5), BEN, new Money(-5), LedgerAccount.CHAIN, Money.ZERO));

        assertThat(posting.amounts()).containsOnlyKeys(ANNA, BEN);
    }

    @Test
    void correctionPostsOnlyTheDifferenceAndPointsAtWhatItCorrects() {
        Posting first = Posting.transfer(CAUSE, ANNA, BEN, new Money(100));
        Posting second = Posting.transfer(new Cause.SlotSettled(Street.SLOT, 2), ANNA, BEN, new Money(70))
                .correcting(CAUSE, first.amounts());

        assertThat(second.corrects()).isEqualTo(CAUSE);
        assertThat(second.amounts()).containsExactly(Map.entry(ANNA, new Money(30)), Map.entry(BEN, new Money(-30)));
    }

    @Test
    void correctionToTheSameAmountsPostsNothing() {
        Posting first = Posting.transfer(CAUSE, ANNA, BEN, new Money(100));
        Posting second = Posting.transfer(new Cause.SlotSettled(Street.SLOT, 2), ANNA, BEN, new Money(100))
                .correcting(CAUSE, first.amounts());

        assertThat(second.amounts()).isEmpty();
    }

    @Test
    void reversalTakesBackExactlyWhatWasPosted() {
        Posting deposit = Posting.transfer(new Cause.ChainEvent("0xab/0", 1), LedgerAccount.CHAIN, ANNA, new Money(9));
        Posting reversal = deposit.reversed(new Cause.ChainEventOrphaned(new Cause.ChainEvent("0xab/0", 1)));

        assertThat(reversal.amounts())
                .containsOnly(Map.entry(ANNA, new Money(-9)), Map.entry(LedgerAccount.CHAIN, new Money(9)));
        assertThat(reversal.corrects()).isEqualTo(deposit.cause());
    }

    @Test
    void slotMovesTradesInEscrowAndTheRestWithTheSupplier() {
        AccountId anna = Street.account(1);
        AccountId ben = Street.account(2);
        SlotSettlement settled = new SlotSettlement(
                Street.COMMUNITY,
                Street.SLOT,
                1,
                State.FINAL,
                Hash32.ZERO,
                Hash32.ZERO,
                List.of(member(anna, 0, 1_000, 170, 0, 0, 24), member(ben, 1_000, 0, -170, 40, 15, -90)),
                List.of());

        Posting posting = SlotPosting.of(settled, Map.of(anna, "0x" + "a".repeat(40), ben, "0x" + "b".repeat(40)));

        assertThat(posting.amounts())
                .containsOnly(
                        Map.entry(ANNA, new Money(170)),
                        Map.entry(BEN, new Money(-225)),
                        Map.entry(LedgerAccount.GRID_FUND, new Money(40)),
                        Map.entry(LedgerAccount.DEMAND_RESPONSE_FUND, new Money(15)),
                        Map.entry(new LedgerAccount.WithSupplier(anna), new Money(24)),
                        Map.entry(new LedgerAccount.WithSupplier(ben), new Money(-90)),
                        Map.entry(LedgerAccount.SUPPLIER, new Money(66)));
    }

    @Test
    void reservedIndicesOfTheEscrowAreTheFundsAndTheOthersWallets() {
        assertThat(LedgerAccount.ofIndex(1, "0x" + "c".repeat(40))).isEqualTo(LedgerAccount.GRID_FUND);
        assertThat(LedgerAccount.ofIndex(3, "0x" + "c".repeat(40))).isEqualTo(LedgerAccount.INSURANCE);
        assertThat(LedgerAccount.ofIndex(4, "0x" + "a".repeat(40))).isEqualTo(ANNA);
    }

    private static SlotSettlement.Member member(
            AccountId account, long imported, long exported, long traded, long fees, long congestion, long supplier) {
        return new SlotSettlement.Member(
                account,
                Street.meter(1),
                new Energy(imported),
                new Energy(exported),
                Energy.ZERO,
                Energy.ZERO,
                new Money(traded),
                new Money(fees),
                new Money(congestion),
                new Money(supplier),
                Money.ZERO,
                Street.cents(8),
                Street.cents(30));
    }
}
