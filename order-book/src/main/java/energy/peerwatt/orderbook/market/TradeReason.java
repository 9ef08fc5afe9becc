package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one side of a trade has its price; all of it follows from the sealed book and result. Prices are micro-currency
 * per kWh.
 *
 * @param step where the two met, if not in the auction itself
 * @param alternative the one of the own order's preferences by which it is; absent where the order has none
 * @param limit of the side's own order, or of that alternative
 * @param bound what the side's own supplier pays (of a sale, its floor) or charges (of a purchase, its cap); absent where
 *     the order was sealed without one
 * @param k how scarce energy was, under SCARCITY
 * @param sellerZonePrice price of the seller's zone
 * @param buyerZonePrice price of the buyer's zone; beyond the one of the seller by edge fees and congestion
 * @param feePath what the fee is made of, from the seller to the buyer
 * @param buyerPays price, fee and congestion
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TradeReason(
        PriceRule rule,
        ClearingResult.@Nullable Step step,
        SealedBook.@Nullable Preference alternative,
        Price limit,
        @Nullable Price bound,
        @Nullable Share k,
        @Nullable Price sellerZonePrice,
        @Nullable Price buyerZonePrice,
        List<Toll> feePath,
        Price buyerPays) {

    /** k = demand / (demand + supply). */
    public record Share(Energy demand, Energy supply) {}

    /** @param zone whose fee it is: of the edge to its parent, or of the zone itself */
    public record Toll(GridZoneId zone, Part of, Price fee) {}

    /** What a toll is for. */
    public enum Part {
        EDGE_UP,
        EDGE_DOWN,
        LOCAL
    }
}
