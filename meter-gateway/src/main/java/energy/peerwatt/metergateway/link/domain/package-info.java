/** What is asked of a bus and what can come back, whatever carries it. */
@NullMarked
package energy.peerwatt.metergateway.link.domain;

import org.jspecify.annotations.NullMarked;
