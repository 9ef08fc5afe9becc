/** What meters show now, in memory: for pictures, never for money. */
@NullMarked
package energy.peerwatt.gridservice.live;

import org.jspecify.annotations.NullMarked;
