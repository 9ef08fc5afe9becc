package energy.peerwatt.orderbook.clearing.domain;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.flow.Match.Step;
import org.jspecify.annotations.Nullable;

/**
 * Energy that changes hands. Prices are micro-currency per kWh; the buyer pays price + fee + congestion.
 *
 * @param wh more than 0
 * @param price what the seller receives
 * @param fee grid fees of the way and of the buyer's zone
 * @param congestion what limits on the way add to the buyer's price; it goes to the demand-response fund
 * @param ask what the seller asked of this buyer, floor counted in
 * @param bid what the buyer was ready to pay this seller, cap counted in
 * @param step the part of the clearing in which they met
 * @param sellBy place of the seller's alternative by which it is sold, from 0; null where the seller has none
 * @param buyBy place of the buyer's alternative by which it is bought, from 0; null where the buyer has none
 */
public record Fill(
        BookOrder sell,
        BookOrder buy,
        long wh,
        long price,
        long fee,
        long congestion,
        long ask,
        long bid,
        Step step,
        @Nullable Integer sellBy,
        @Nullable Integer buyBy) {}
