/** Tests of the package of the same name. */
@NullMarked
package energy.peerwatt.orderbook.live.domain;

import org.jspecify.annotations.NullMarked;
