package energy.peerwatt.orderbook.market.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A member of a community.
 *
 * @param wallet address on chain, 0x and 40 lower-case hex digits
 * @param feedIn what the supplier pays for exported energy: the floor of every sale
 * @param retail what the supplier charges for imported energy, all included: the cap of every purchase
 * @param connection what is known of its home
 * @param coming changes of feedIn and retail that slots to come will see, ascending
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
        Connection connection,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TariffChange> coming) {
    /** @throws IllegalArgumentException naming the field and the bad value */
    public Member {
        connection = connection == null ? Connection.UNKNOWN : connection;
        coming = coming == null ? List.of() : List.copyOf(coming);
        Objects.requireNonNull(account, "account is missing");
        Objects.requireNonNull(meter, "meter is missing");
        Objects.requireNonNull(zone, "zone is missing");
        Objects.requireNonNull(feedIn, "feedIn is missing");
        Objects.requireNonNull(retail, "retail is missing");
        if (wallet == null || !wallet.matches("0x[0-9a-f]{40}")) {
            throw new IllegalArgumentException("wallet must be 0x and 40 lower-case hex digits: " + wallet);
        }
    }

    /** A member whose tariff stays as it is. */
    public Member(
            AccountId account,
            String wallet,
            MeterId meter,
            GridZoneId zone,
            Price feedIn,
            Price retail,
            @Nullable HouseholdRules rules,
            Connection connection) {
        this(account, wallet, meter, zone, feedIn, retail, rules, connection, List.of());
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

    /** Whether it wants to trade with another member, or to give it what it has. */
    public boolean names(AccountId other) {
        return rules != null
                && (rules.others().favourites().contains(other)
                        || other.equals(rules.others().giftTo()));
    }

    public Member withRules(@Nullable HouseholdRules other) {
        return new Member(account, wallet, meter, zone, feedIn, retail, other, connection, coming);
    }

    /** As slots see it that start then. */
    public Member at(Instant slotStart) {
        TariffChange now = null;
        for (TariffChange change : coming) {
            now = change.from().isAfter(slotStart) ? now : change;
        }
        return now == null
                ? this
                : new Member(
                        account,
                        wallet,
                        meter,
                        zone,
                        now.feedIn(),
                        now.retail(),
                        rules,
                        connection,
                        coming.stream()
                                .filter(change -> change.from().isAfter(slotStart))
                                .toList());
    }

    /** What it is to be, with the new tariff for slots from then on; those before keep theirs. */
    public Member becoming(Member wanted, Instant from) {
        List<TariffChange> changes = new ArrayList<>(
                coming.stream().filter(change -> change.from().isBefore(from)).toList());
        Price feedInBefore = changes.isEmpty() ? feedIn : changes.getLast().feedIn();
        Price retailBefore = changes.isEmpty() ? retail : changes.getLast().retail();
        if (!wanted.feedIn.equals(feedInBefore) || !wanted.retail.equals(retailBefore)) {
            changes.add(new TariffChange(from, wanted.feedIn, wanted.retail));
        }
        return new Member(
                account,
                wanted.wallet,
                wanted.meter,
                wanted.zone,
                feedIn,
                retail,
                wanted.rules,
                wanted.connection,
                changes);
    }

    /** What other services may know; the household's rules stay here. */
    public MemberDefined announcement(CommunityId community) {
        return new MemberDefined(community, account, wallet, meter, zone, feedIn, retail);
    }
}
