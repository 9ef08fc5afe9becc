/** Tests of the package of the same name. */
@NullMarked
package energy.peerwatt.orderbook.live;

import org.jspecify.annotations.NullMarked;
