package energy.peerwatt.orderbook.market.domain;

import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Price;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A member of a community.
 *
 * @param wallet address on chain, 0x and 40 lower-case hex digits
 * @param feedIn what the supplier pays for exported energy: the floor of every sale
 * @param retail what the supplier charges for imported energy, all included: the cap of every purchase
 * @param connection what is known of its home
 * @param rules how to trade for this member; absent for somebody who places every order by hand
 */
public record Member(
        AccountId account,
        String wallet,
        MeterId meter,
        GridZoneId zone,
        Price feedIn,
        Price retail,
        @Nullable HouseholdRules rules,
        Connection connection) {
    /** @throws IllegalArgumentException naming the field and the bad value */
    public Member {
        connection = connection == null ? Connection.UNKNOWN : connection;
        Objects.requireNonNull(account, "account is missing");
        Objects.requireNonNull(meter, "meter is missing");
        Objects.requireNonNull(zone, "zone is missing");
        Objects.requireNonNull(feedIn, "feedIn is missing");
        Objects.requireNonNull(retail, "retail is missing");
        if (wallet == null || !wallet.matches("0x[0-9a-f]{40}")) {
            throw new IllegalArgumentException("wallet must be 0x and 40 lower-case hex digits: " + wallet);
        }
    }

    /** A member of whose home nothing is known. */
    public Member(
            AccountId account,
            String wallet,
            MeterId meter,
            GridZoneId zone,
            Price feedIn,
            Price retail,
            @Nullable HouseholdRules rules) {
        this(account, wallet, meter, zone, feedIn, retail, rules, Connection.UNKNOWN);
    }

    /** Whether partners of its trades may know its account, if theirs may be known too. */
    public boolean tellsPartners() {
        return rules != null && rules.others().shown();
    }

    public Member withRules(@Nullable HouseholdRules other) {
        return new Member(account, wallet, meter, zone, feedIn, retail, other, connection);
    }

    /** What other services may know; the household's rules stay here. */
    public MemberDefined announcement(CommunityId community) {
        return new MemberDefined(community, account, wallet, meter, zone, feedIn, retail);
    }
}
