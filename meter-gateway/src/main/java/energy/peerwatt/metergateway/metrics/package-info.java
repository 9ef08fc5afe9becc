/** What is counted and measured about the gateway itself. */
@NullMarked
package energy.peerwatt.metergateway.metrics;

import org.jspecify.annotations.NullMarked;
