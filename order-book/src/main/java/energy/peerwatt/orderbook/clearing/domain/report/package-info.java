/** What a clearing gave, in words and figures that somebody outside can check. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain.report;

import org.jspecify.annotations.NullMarked;
