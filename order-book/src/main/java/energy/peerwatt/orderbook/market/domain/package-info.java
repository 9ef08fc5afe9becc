/** What a local market is: its terms, its zones, its members. */
@NullMarked
package energy.peerwatt.orderbook.market.domain;

import org.jspecify.annotations.NullMarked;
