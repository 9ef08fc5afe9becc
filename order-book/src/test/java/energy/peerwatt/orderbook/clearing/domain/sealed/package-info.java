/** Books as they are sealed, and what is published of their clearing. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain.sealed;

import org.jspecify.annotations.NullMarked;
