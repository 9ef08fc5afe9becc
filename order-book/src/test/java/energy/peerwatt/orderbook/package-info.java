/** What holds for all packages. */
@NullMarked
package energy.peerwatt.orderbook;

import org.jspecify.annotations.NullMarked;
