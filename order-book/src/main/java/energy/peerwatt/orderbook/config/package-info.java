/** Settings, the clock, and what runs every so often. */
@NullMarked
package energy.peerwatt.orderbook.config;

import org.jspecify.annotations.NullMarked;
