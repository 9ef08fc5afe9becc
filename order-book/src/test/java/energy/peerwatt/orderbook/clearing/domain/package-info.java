/** Tests of clearing: the example cases, properties, oracles. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain;

import org.jspecify.annotations.NullMarked;
