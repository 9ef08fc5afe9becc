package energy.peerwatt.settlement.member;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;

/**
 * A member as one event defined it.
 *
 * @param validFrom market time of the event; it holds for slots that start then or later
 * @param wallet 0x and 40 lower-case hex digits
 */
public record MemberVersion(
        AccountId account, Instant validFrom, String wallet, MeterId meter, Price feedIn, Price retail) {}
