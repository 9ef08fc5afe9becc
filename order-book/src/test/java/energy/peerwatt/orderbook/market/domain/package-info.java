/** What a market is made of. */
@NullMarked
package energy.peerwatt.orderbook.market.domain;

import org.jspecify.annotations.NullMarked;
