package energy.peerwatt.verifier.market.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order with what it wants before the auction.
 *
 * @param offer what the auction sees of it; for a direct buy or a gift without a limit of its own, any limit
 * @param account nobody trades with themselves
 * @param arrival place in the order of arrival; decides between direct buys
 * @param directBuyOf id of the sell that this buy takes, and nothing else
 * @param enough the least that is worth it, Wh; in continuous rounds and for direct buys
 * @param giftTo account that gets the energy for nothing
 * @param unlimited whether it has no limit of its own: a direct buy at any price, a gift that is not sold
 * @param nominated accounts to trade with before the market, the dearest first
 * @param source of what it sells; null where it does not say
 * @param choices its alternatives; empty for an order without
 */
public record Order(
        Offer offer,
        String account,
        long arrival,
        @Nullable String directBuyOf,
        long enough,
        @Nullable String giftTo,
        boolean unlimited,
        List<String> nominated,
        @Nullable String source,
        List<Choice> choices) {
    public Order {
        nominated = List.copyOf(nominated);
        choices = List.copyOf(choices);
    }

    boolean isForTheMarket() {
        return directBuyOf == null && !(giftTo != null && unlimited);
    }

    /** All by which it may trade: at its limit with anybody, where it says nothing else. */
    List<Choice> alternatives() {
        if (!isForTheMarket() && directBuyOf == null) {
            return List.of();
        }
        return choices.isEmpty() ? List.of(new Choice(List.of(), List.of(), null, offer.limit(), offer.wh())) : choices;
    }

    /** What is told of an alternative: nothing by an order without. */
    @Nullable
    Integer placeOf(int choice) {
        return choices.isEmpty() ? null : choice;
    }

    /** Place of an account on the order's list; a large number if it is not there. */
    int rank(String other) {
        int rank = nominated.indexOf(other);
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    /** An order that names nobody agrees to be named, one that names others does not. */
    boolean agreesTo(String other) {
        return nominated.isEmpty() || nominated.contains(other);
    }
}
