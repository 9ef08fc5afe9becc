package energy.peerwatt.messages.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What members can spend, as the ledger has it: deposits plus all that is finally settled, minus withdrawals asked for.
 * The order book subtracts what it has reserved itself and drops its reservations of {@code settledSlot}.
 *
 * @param sequence counts this community's events from 1, gap-free; an older one is ignored
 * @param settledSlot the slot whose final settlement changed the balances; absent for a deposit or withdrawal
 * @param balances of all accounts that changed; an account that was never named has not been opened and cannot trade
 * @param settlement how far settlement of a slot came with this; absent where it is not about a slot, and in events of before
 *     it was told. A provisional one changes no balance
 * @param deliveries how members kept to what they traded, where that became known; absent for nothing new
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BalancesChanged(
        CommunityId community,
        long sequence,
        @Nullable Slot settledSlot,
        List<Balance> balances,
        @Nullable List<Delivery> deliveries,
        @Nullable Settlement settlement) {
    /**
     * A settlement of a slot.
     *
     * @param revision from 1; a further one corrects the one before
     * @param complete whether all readings it needs are there, so that it is the last
     */
    public record Settlement(Slot slot, int revision, boolean complete) {
        public Settlement {
            Objects.requireNonNull(slot, "slot is missing");
            if (revision < 1) {
                throw new IllegalArgumentException("revisions count from 1: " + revision);
            }
        }
    }

    /**
     * A member's part in a slot, told when the slot became final; or, with nothing traded, that a call of the grid operator
     * caused a shortfall.
     *
     * @param traded bought or sold
     * @param kept taken of purchases or delivered of sales, by the member's own meter
     * @param excused more shortfall that a call caused
     */
    public record Delivery(AccountId account, Slot slot, Energy traded, Energy kept, Energy excused) {
        public Delivery {
            Objects.requireNonNull(account, "account is missing");
            Objects.requireNonNull(slot, "slot is missing");
            Objects.requireNonNull(traded, "traded is missing");
            Objects.requireNonNull(kept, "kept is missing");
            Objects.requireNonNull(excused, "excused is missing");
        }
    }

    /** Without news of deliveries. */
    public BalancesChanged(CommunityId community, long sequence, @Nullable Slot settledSlot, List<Balance> balances) {
        this(community, sequence, settledSlot, balances, null, null);
    }

    /** Without news of a settlement. */
    public BalancesChanged(
            CommunityId community,
            long sequence,
            @Nullable Slot settledSlot,
            List<Balance> balances,
            @Nullable List<Delivery> deliveries) {
        this(community, sequence, settledSlot, balances, deliveries, null);
    }

    public record Balance(AccountId account, Money available) {
        public Balance {
            Objects.requireNonNull(account, "account is missing");
            Objects.requireNonNull(available, "available is missing");
        }
    }

    public BalancesChanged {
        Objects.requireNonNull(community, "community is missing");
        balances = List.copyOf(Objects.requireNonNull(balances, "balances are missing"));
        deliveries = deliveries == null || deliveries.isEmpty() ? null : List.copyOf(deliveries);
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence counts from 1: " + sequence);
        }
    }
}
