/** The zone tree: fees along a path, limits of an edge in both directions, and what flows already. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain.grid;

import org.jspecify.annotations.NullMarked;
