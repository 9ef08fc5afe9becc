/** What a person has to look at. */
@NullMarked
package energy.peerwatt.settlement.alarm;

import org.jspecify.annotations.NullMarked;
