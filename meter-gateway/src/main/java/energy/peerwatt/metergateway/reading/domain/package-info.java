/** When a counter is believed, and what a boundary that was missed is worth. */
@NullMarked
package energy.peerwatt.metergateway.reading.domain;

import org.jspecify.annotations.NullMarked;
