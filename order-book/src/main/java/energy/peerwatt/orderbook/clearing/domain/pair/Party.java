package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What partners can tell apart, and what is asked of a partner. Alternatives of the same party trade with the same
 * others.
 *
 * @param zone number of the zone
 * @param account whose it is, where that matters to anybody; null where it does not
 * @param source of what is sold, where that matters to anybody; null where it does not
 * @param building number of the building, where somebody wants energy of the own one; null where nobody does, or nowhere
 * @param partners accounts it trades with; empty for any
 * @param sources sources it buys; empty for any
 * @param maxTier how far it trades; null for any way
 * @param limit what it asks or pays, where parties are told apart by that too; else null
 * @param order number of the order, where that has several alternatives and parties are told apart by limit; else null
 */
record Party(
        boolean sells,
        int zone,
        @Nullable String account,
        @Nullable String source,
        @Nullable Integer building,
        List<String> partners,
        List<String> sources,
        @Nullable Tier maxTier,
        @Nullable Long limit,
        @Nullable Integer order) {

    /**
     * @param building number of the building, null for none or if it matters to nobody
     * @param notable accounts that matter to somebody
     * @param asked sources that somebody asks for
     */
    static Party of(
            BookOrder order,
            int zone,
            @Nullable Integer building,
            Preference terms,
            Set<String> notable,
            Set<String> asked) {
        boolean tellsSource = order.sells() && order.source() != null && asked.contains(order.source());
        return new Party(
                order.sells(),
                zone,
                notable.contains(order.account()) ? order.account() : null,
                tellsSource ? order.source() : null,
                building,
                terms.partners(),
                order.sells() ? List.of() : terms.sources(),
                terms.maxTier(),
                null,
                null);
    }

    /** Whether this selling party and a buying one may trade, as far as who they are goes. */
    boolean suits(Party buyer, ZoneTree tree) {
        return isWithin(maxTier, buyer, tree)
                && isWithin(buyer.maxTier, buyer, tree)
                && (account == null || !account.equals(buyer.account))
                && (partners.isEmpty() || buyer.account != null && partners.contains(buyer.account))
                && (buyer.partners.isEmpty() || account != null && buyer.partners.contains(account))
                && (buyer.sources.isEmpty() || source != null && buyer.sources.contains(source));
    }

    private boolean isWithin(@Nullable Tier tier, Party other, ZoneTree tree) {
        if (tier == null) {
            return true;
        }
        return switch (tier) {
            case BUILDING -> building != null && building.equals(other.building);
            case FEEDER -> zone == other.zone;
            case SUBSTATION -> tree.areOfOneSubstation(zone, other.zone);
        };
    }

    /** @param only number of the order if it has several alternatives, else null */
    Party withLimit(long asked, @Nullable Integer only) {
        return new Party(sells, zone, account, source, building, partners, sources, maxTier, asked, only);
    }

    Party withoutLimit() {
        return new Party(sells, zone, account, source, building, partners, sources, maxTier, null, null);
    }
}
