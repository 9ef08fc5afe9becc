/** Balances that settlement tells, on their way into the command log. */
@NullMarked
package energy.peerwatt.orderbook.balance;

import org.jspecify.annotations.NullMarked;
