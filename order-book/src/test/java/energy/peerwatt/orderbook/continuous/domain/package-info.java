/** Tests of the continuous book, with a deliberately naive reference. */
@NullMarked
package energy.peerwatt.orderbook.continuous.domain;

import org.jspecify.annotations.NullMarked;
