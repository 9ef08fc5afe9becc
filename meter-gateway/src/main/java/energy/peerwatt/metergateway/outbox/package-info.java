/** The append-only log and what publishes it. */
@NullMarked
package energy.peerwatt.metergateway.outbox;

import org.jspecify.annotations.NullMarked;
