/** Tests of forecasts and household rules. */
@NullMarked
package energy.peerwatt.orderbook.automation.domain;

import org.jspecify.annotations.NullMarked;
