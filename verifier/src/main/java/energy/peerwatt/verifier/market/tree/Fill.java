package energy.peerwatt.verifier.market.tree;

/**
 * Energy that changes hands. Prices are micro-currency per kWh; the buyer pays price + fee + congestion.
 *
 * @param price what the seller receives
 * @param fee grid fees of the way and of the buyer's zone
 * @param congestion what limits on the way add to the buyer's price
 */
public record Fill(Offer sell, Offer buy, long wh, long price, long fee, long congestion) {}
