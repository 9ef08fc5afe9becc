/** What an inverter and its battery do, however they say it. */
@NullMarked
package energy.peerwatt.metergateway.inverter.domain;

import org.jspecify.annotations.NullMarked;
