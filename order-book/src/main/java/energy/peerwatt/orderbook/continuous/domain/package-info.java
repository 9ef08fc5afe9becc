/**
 * The continuous book: price-time priority, direct buys, exact integers. {@link
 * energy.peerwatt.orderbook.continuous.domain.ContinuousBooks} is the door and speaks in typed values; behind it one
 * engine of flat arrays works on bare longs and allocates nothing per command. The rules stand in docs/market.md.
 */
@NullMarked
package energy.peerwatt.orderbook.continuous.domain;

import org.jspecify.annotations.NullMarked;
