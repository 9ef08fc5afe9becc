/** The automatic trader: telemetry and household rules in, orders out. */
@NullMarked
package energy.peerwatt.orderbook.automation;

import org.jspecify.annotations.NullMarked;
