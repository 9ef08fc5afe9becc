/** The form of a log record. */
@NullMarked
package energy.peerwatt.metergateway.outbox.domain;

import org.jspecify.annotations.NullMarked;
