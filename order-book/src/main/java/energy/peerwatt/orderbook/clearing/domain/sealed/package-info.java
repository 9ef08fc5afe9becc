/** The clearing of a market's sealed book, in the form in which it is hashed and published. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain.sealed;

import org.jspecify.annotations.NullMarked;
