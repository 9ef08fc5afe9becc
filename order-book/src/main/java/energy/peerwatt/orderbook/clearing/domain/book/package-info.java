/** What is cleared: orders, zones and terms as plain values, and the check that tells good orders from bad ones. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain.book;

import org.jspecify.annotations.NullMarked;
