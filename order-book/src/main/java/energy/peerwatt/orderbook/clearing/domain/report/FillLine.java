package energy.peerwatt.orderbook.clearing.domain.report;

import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.Fill;

/**
 * A fill as it is printed.
 *
 * @param price what the seller receives, micro-currency per kWh
 * @param fee what the buyer pays on top for the grid, micro-currency per kWh
 * @param reason why it is this price
 */
public record FillLine(String sell, String buy, long wh, long price, long fee, Reason reason) {

    static FillLine of(Fill fill, ClearingOutcome outcome) {
        return new FillLine(
                fill.sell().id(), fill.buy().id(), fill.wh(), fill.price(), fill.fee(), Reason.of(fill, outcome));
    }
}
