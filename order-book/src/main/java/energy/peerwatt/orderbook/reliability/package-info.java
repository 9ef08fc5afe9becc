/** How far members keep to what they trade. */
@NullMarked
package energy.peerwatt.orderbook.reliability;

import org.jspecify.annotations.NullMarked;
