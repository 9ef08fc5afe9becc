package energy.peerwatt.verifier.market.tree;

/**
 * Energy that changes hands. Prices are micro-currency per kWh; the buyer pays price + fee + congestion.
 *
 * @param price what the seller receives
 * @param fee grid fees of the way and of the buyer's zone
 * @param ask what the seller asked of this buyer, floor counted in
 * @param bid what the buyer would have paid, cap counted in
 * @param congestion what limits on the way add to the buyer's price
 */
public record Fill(Offer sell, Offer buy, long wh, long ask, long bid, long price, long fee, long congestion) {
    /** By the orders' own limits. */
    static Fill of(Offer sell, Offer buy, long wh, long price, long fee, long congestion) {
        return new Fill(sell, buy, wh, sell.limit(), buy.limit(), price, fee, congestion);
    }
}
