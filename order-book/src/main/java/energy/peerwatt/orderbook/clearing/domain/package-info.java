/**
 * Clearing as a pure function: a book in, matches and prices out; whole numbers only, independent of the order of
 * submission. The rules stand in docs/market.md.
 */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain;

import org.jspecify.annotations.NullMarked;
