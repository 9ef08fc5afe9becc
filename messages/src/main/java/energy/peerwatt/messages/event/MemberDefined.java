package energy.peerwatt.messages.event;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Price;
import java.util.Objects;

/**
 * A member of a community, or a change to one; the last event of an account holds.
 *
 * @param wallet address on chain, 0x and 40 lower-case hex digits
 * @param feedIn what the supplier pays for exported energy: the floor of every sale
 * @param retail what the supplier charges for imported energy, all included: the cap of every purchase
 */
public record MemberDefined(
        CommunityId community,
        AccountId account,
        String wallet,
        MeterId meter,
        GridZoneId zone,
        Price feedIn,
        Price retail) {
    public MemberDefined {
        Objects.requireNonNull(community, "community is missing");
        Objects.requireNonNull(account, "account is missing");
        Objects.requireNonNull(meter, "meter is missing");
        Objects.requireNonNull(zone, "zone is missing");
        Objects.requireNonNull(feedIn, "feedIn is missing");
        Objects.requireNonNull(retail, "retail is missing");
        if (wallet == null || !wallet.matches("0x[0-9a-f]{40}")) {
            throw new IllegalArgumentException("wallet must be 0x and 40 lower-case hex digits: " + wallet);
        }
    }
}
