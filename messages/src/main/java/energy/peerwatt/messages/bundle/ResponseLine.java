package energy.peerwatt.messages.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code responses.ndjson}: a verified demand response and the money it moved. The rules stand in
 * docs/settlement.md.
 *
 * @param payments from the demand-response fund: rewards by account, then compensations by slot and trade
 * @param batch whose last slot holds the payments as records, absent until it is sealed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResponseLine(
        ResponseVerified response,
        List<Payment> payments,
        @Nullable Long batch) {
    public ResponseLine {
        payments = List.copyOf(payments);
    }

    /** Why the fund pays. */
    public enum Reason {
        /** The account answered the call. */
        REWARD,
        /** The other side of a trade answered the call, and so left this account short. */
        COMPENSATION
    }

    /**
     * One record of the batch: energy x price.
     *
     * @param slot of the event that it is about; a reward's is the last of the event
     * @param account that is paid
     * @param trade that was left short; absent for a reward
     * @param energy rewarded or compensated
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Payment(
            Reason reason,
            Slot slot,
            AccountId account,
            @Nullable TradeId trade,
            Energy energy,
            Price price) {
        public Money amount() {
            return price.times(energy);
        }
    }
}
