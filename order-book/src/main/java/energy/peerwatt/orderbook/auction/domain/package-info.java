/**
 * The call auction: a sealed book in, a clearing out. Plain functions of their arguments; exact integers; the same
 * book gives the same bytes on any machine. The rules stand in docs/market.md.
 */
@NullMarked
package energy.peerwatt.orderbook.auction.domain;

import org.jspecify.annotations.NullMarked;
