/** Tests of the call auction, with deliberately naive references. */
@NullMarked
package energy.peerwatt.orderbook.auction.domain;

import org.jspecify.annotations.NullMarked;
