/** How a household's rules and a forecast become an order. Plain functions; time arrives as an argument. */
@NullMarked
package energy.peerwatt.orderbook.automation.domain;

import org.jspecify.annotations.NullMarked;
