/** Settings keep their names and defaults. */
@NullMarked
package energy.peerwatt.orderbook.config;

import org.jspecify.annotations.NullMarked;
