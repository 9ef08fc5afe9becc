/** What time brings to a call: start, end and verification. */
@NullMarked
package energy.peerwatt.gridservice.schedule;

import org.jspecify.annotations.NullMarked;
