package energy.peerwatt.verifier.market.tree;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Energy that changes hands. Prices are micro-currency per kWh; the buyer pays price + fee + congestion.
 *
 * @param price what the seller receives
 * @param fee grid fees of the way and of the buyer's zone
 * @param congestion what limits on the way add to the buyer's price
 * @param ask what the seller asked of this buyer
 * @param bid what the buyer would have paid this seller, all included
 * @param sellBy place on the seller's list of the alternative by which it is sold; null where there is none
 * @param buyBy place on the buyer's list of the alternative by which it is bought; null where there is none
 */
public record Fill(
        Offer sell,
        Offer buy,
        long wh,
        long price,
        long fee,
        long congestion,
        long ask,
        long bid,
        Step step,
        @Nullable Integer sellBy,
        @Nullable Integer buyBy) {
    /** In which they met. */
    public enum Step {
        DIRECT_BUY,
        GIFT,
        NOMINATED,
        AUCTION,
        CONTINUOUS
    }

    /** In which fills are numbered. */
    public static final Comparator<Fill> IN_ORDER = Comparator.comparing(
                    (Fill fill) -> fill.sell().id())
            .thenComparing(fill -> fill.buy().id())
            .thenComparing(Fill::step)
            .thenComparingInt(fill -> fill.sellBy() == null ? -1 : fill.sellBy())
            .thenComparingInt(fill -> fill.buyBy() == null ? -1 : fill.buyBy());
}
