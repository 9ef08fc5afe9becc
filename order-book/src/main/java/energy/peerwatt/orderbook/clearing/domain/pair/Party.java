package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
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
 * @param partners accounts it trades with; empty for any
 * @param sources sources it buys; empty for any
 * @param limit what it asks or pays, where parties are told apart by that too; else null
 * @param order number of the order, where that has several alternatives and parties are told apart by limit; else null
 */
record Party(
        boolean sells,
        int zone,
        @Nullable String account,
        @Nullable String source,
        List<String> partners,
        List<String> sources,
        @Nullable Long limit,
        @Nullable Integer order) {

    /**
     * @param notable accounts that matter to somebody
     * @param asked sources that somebody asks for
     */
    static Party of(BookOrder order, int zone, Preference terms, Set<String> notable, Set<String> asked) {
        boolean tellsSource = order.sells() && order.source() != null && asked.contains(order.source());
        return new Party(
                order.sells(),
                zone,
                notable.contains(order.account()) ? order.account() : null,
                tellsSource ? order.source() : null,
                terms.partners(),
                order.sells() ? List.of() : terms.sources(),
                null,
                null);
    }

    /** Whether this selling party and a buying one may trade, as far as who they are goes. */
    boolean suits(Party buyer) {
        return (account == null || !account.equals(buyer.account))
                && (partners.isEmpty() || buyer.account != null && partners.contains(buyer.account))
                && (buyer.partners.isEmpty() || account != null && buyer.partners.contains(account))
                && (buyer.sources.isEmpty() || source != null && buyer.sources.contains(source));
    }

    /** @param only number of the order if it has several alternatives, else null */
    Party withLimit(long asked, @Nullable Integer only) {
        return new Party(sells, zone, account, source, partners, sources, asked, only);
    }

    Party withoutLimit() {
        return new Party(sells, zone, account, source, partners, sources, null, null);
    }
}
