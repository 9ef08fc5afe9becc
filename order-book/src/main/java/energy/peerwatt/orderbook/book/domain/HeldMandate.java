package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.id.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last mandate of a member; one that was withdrawn stays, for the nonce of the next is above its own.
 *
 * @param givenAt market time
 * @param withdrawnAt market time; absent while it stands
 */
public record HeldMandate(
        AccountId account,
        TradingDomain domain,
        SignedMandate signed,
        Instant givenAt,
        @Nullable Instant withdrawnAt) {

    public TradingMandate mandate() {
        return signed.mandate();
    }

    /** What stands for it in its orders. */
    public Hash32 hash() {
        return mandate().digest(domain);
    }

    public boolean isWithdrawn() {
        return withdrawnAt != null;
    }

    /** Whether orders for a slot that starts then may be placed under it. */
    public boolean covers(Instant slotStart) {
        return !isWithdrawn() && mandate().covers(slotStart);
    }

    HeldMandate withdrawn(Instant at) {
        return new HeldMandate(account, domain, signed, givenAt, at);
    }
}
