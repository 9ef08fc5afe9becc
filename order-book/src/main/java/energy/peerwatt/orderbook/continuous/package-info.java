/** Trading between the auctions: books that match each order as it comes. */
@NullMarked
package energy.peerwatt.orderbook.continuous;

import org.jspecify.annotations.NullMarked;
