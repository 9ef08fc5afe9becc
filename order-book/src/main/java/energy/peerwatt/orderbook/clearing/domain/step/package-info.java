/** What happens before and beside the auction: direct buys, gifts, nominated partners, continuous trading. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain.step;

import org.jspecify.annotations.NullMarked;
