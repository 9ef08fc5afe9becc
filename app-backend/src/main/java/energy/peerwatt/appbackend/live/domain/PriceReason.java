package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.evidence.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.ClearingResult.ZoneResult;
import energy.peerwatt.messages.quantity.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the reason of a price into sentences that can be checked against the published book. */
public final class PriceReason {
    private PriceReason() {}

    /**
     * @param result of the trade's zone and slot; absent while it is not known
     * @param own the member the sentences are for; absent while it is not known
     */
    public static List<String> of(Fill fill, boolean sold, @Nullable ZoneResult result, @Nullable MemberDefined own) {
        List<String> reasons = new ArrayList<>();
        reasons.add("One price for everybody in zone " + fill.zone() + " and this slot: " + cents(fill.price()) + ".");
        if (result != null) {
            Price lo = result.lo();
            Price hi = result.hi();
            if (lo != null && hi != null) {
                reasons.add(
                        lo.equals(hi)
                                ? "It is the only price at which supply and demand met."
                                : "Supply and demand met anywhere from " + cents(lo) + " to " + cents(hi)
                                        + "; the market's rule chose inside of it.");
            }
            Price ask = result.highestAsk();
            Price bid = result.lowestBid();
            if (ask != null && bid != null) {
                reasons.add("The dearest accepted offer asked " + cents(ask) + ", the lowest accepted bid gave "
                        + cents(bid) + " after fees.");
            }
            reasons.add(result.supply().wattHours() + " Wh were offered and "
                    + result.demand().wattHours() + " Wh wanted at possible prices.");
        }
        if (own != null) {
            reasons.add(
                    sold
                            ? "Your floor is what your supplier pays, " + cents(own.feedIn())
                                    + ": you never sell for less."
                            : "Your cap is what your supplier charges, " + cents(own.retail())
                                    + ": price and fee together never cost more.");
        }
        reasons.add(feeSentence(fill, sold));
        return List.copyOf(reasons);
    }

    private static String feeSentence(Fill fill, boolean sold) {
        if (fill.fee().equals(Price.ZERO)) {
            return "No grid fee in this zone.";
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
