/** One home: roof, appliances, battery, controls, and energy books that add up to the millijoule. */
@NullMarked
package energy.peerwatt.street.home.domain;

import org.jspecify.annotations.NullMarked;
