/** Books as they change: depth, indicative price and trades as a stream, from what is committed, on every replica. */
@NullMarked
package energy.peerwatt.orderbook.live;

import org.jspecify.annotations.NullMarked;
