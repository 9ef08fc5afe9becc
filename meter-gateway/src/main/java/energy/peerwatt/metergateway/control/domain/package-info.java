/** What may be asked of a battery, how far a dispatch has come, and what is to be done next. */
@NullMarked
package energy.peerwatt.metergateway.control.domain;

import org.jspecify.annotations.NullMarked;
