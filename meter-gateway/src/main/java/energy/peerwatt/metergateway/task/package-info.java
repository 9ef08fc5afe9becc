/** Threads that run as long as the gateway does. */
@NullMarked
package energy.peerwatt.metergateway.task;

import org.jspecify.annotations.NullMarked;
