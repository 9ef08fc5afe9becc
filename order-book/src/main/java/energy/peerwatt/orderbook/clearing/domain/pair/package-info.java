/** Auctions in which it matters who trades with whom: preferences, and accounts that stand on both sides. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain.pair;

import org.jspecify.annotations.NullMarked;
