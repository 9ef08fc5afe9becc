package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the reason of a price into sentences that can be checked against the published book. */
public final class PriceReason {
    private PriceReason() {}

    /**
     * @param result of the seller's zone and the slot; absent while it is not known
     * @param own the member the sentences are for; absent while it is not known
     */
    public static List<String> of(Fill fill, boolean sold, @Nullable ZoneResult result, @Nullable MemberDefined own) {
        List<String> reasons = new ArrayList<>();
        reasons.add(fill.step() == null ? zoneSentence(fill, sold) : stepSentence(fill.step(), fill, sold));
        if (result != null) {
            addMarket(reasons, result);
        }
        if (own != null && !(sold && fill.step() == ClearingResult.Step.GIFT)) {
            reasons.add(
                    sold
                            ? "Your floor is what your supplier pays, " + cents(own.feedIn())
                                    + ": you never sell for less."
                            : "Your cap is what your supplier charges, " + cents(own.retail())
                                    + ": price and fee together never cost more.");
        }
        reasons.add(feeSentence(fill, sold));
        if (!fill.congestion().equals(Price.ZERO)) {
            reasons.add("A limit of the grid between you adds " + cents(fill.congestion())
                    + " to what the buyer pays; it goes to the community's demand-response fund.");
        }
        return List.copyOf(reasons);
    }

    /** Where the two did not meet in the auction itself. */
    private static String stepSentence(ClearingResult.Step step, Fill fill, boolean sold) {
        return switch (step) {
            case DIRECT_BUY ->
                sold
                        ? "A neighbour chose your offer and bought it directly at the price you asked: "
                                + cents(fill.price()) + "."
                        : "You chose this offer and bought it directly at the price its seller asked: "
                                + cents(fill.price()) + ".";
            case GIFT ->
                sold
                        ? "You gave this away, so you get nothing for it."
                        : "It was given to you: only the grid fee is paid.";
            case NOMINATED ->
                "You and the other side agreed to trade with each other before the auction, at " + cents(fill.price())
                        + ": the price of the seller's zone as far as both of you accept it.";
            case CONTINUOUS ->
                "Your order met one that suited it as soon as both were there, at " + cents(fill.price())
                        + ": the best price first, then who came first.";
        };
    }

    private static String zoneSentence(Fill fill, boolean sold) {
        if (fill.from().equals(fill.to())) {
            return "One price for everybody in zone " + fill.from() + " and this slot: " + cents(fill.price()) + ".";
        }
        return sold
                ? "Everybody who sells in zone " + fill.from() + " in this slot gets " + cents(fill.price())
                        + "; this went to zone " + fill.to() + "."
                : "It came from zone " + fill.from() + ", where everybody who sells in this slot gets "
                        + cents(fill.price()) + ".";
    }

    private static void addMarket(List<String> reasons, ZoneResult result) {
        Price lo = result.lo();
        Price hi = result.hi();
        if (lo != null && hi != null) {
            reasons.add(
                    lo.equals(hi)
                            ? "It is the only price at which supply and demand met."
                            : "Supply and demand met anywhere from " + cents(lo) + " to " + cents(hi)
                                    + "; the market's rule chose inside of it.");
        }
        Price least = result.allowedLo();
        Price most = result.allowedHi();
        if (least != null && most != null && !(least.equals(lo) && most.equals(hi))) {
            reasons.add("Accepted offers and bids allow any price from " + cents(least) + " to " + cents(most)
                    + " after fees.");
        }
        Energy demand = result.demand();
        Energy supply = result.supply();
        if (demand != null && supply != null) {
            reasons.add(supply.wattHours() + " Wh were offered and " + demand.wattHours()
                    + " Wh wanted at possible prices.");
        }
    }

    private static String feeSentence(Fill fill, boolean sold) {
        if (fill.fee().equals(Price.ZERO)) {
            return fill.from().equals(fill.to()) ? "No grid fee in this zone." : "No grid fee on this way.";
        }
        return sold
                ? "The buyer pays the grid fee of " + cents(fill.fee()) + " on top; you get the whole price."
                : "The grid fee of " + cents(fill.fee()) + " comes on top, together "
                        + cents(fill.price().plus(fill.fee())) + ".";
    }

    /** 1 ct is 10,000 micro-currency. */
    static String cents(Price price) {
        BigDecimal cents = BigDecimal.valueOf(price.microPerKwh(), 4).stripTrailingZeros();
        return cents.setScale(Math.max(1, cents.scale())).toPlainString() + " ct/kWh";
    }
}
