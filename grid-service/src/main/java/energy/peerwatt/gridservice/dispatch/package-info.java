/** Signed orders to devices, and what gateways report of them. */
@NullMarked
package energy.peerwatt.gridservice.dispatch;

import org.jspecify.annotations.NullMarked;
