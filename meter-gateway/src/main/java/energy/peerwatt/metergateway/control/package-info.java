/** Set-points: takes signed dispatches, carries them out by SunSpec model 124, gives batteries back, reports. */
@NullMarked
package energy.peerwatt.metergateway.control;

import org.jspecify.annotations.NullMarked;
