/** What makes a device fit to count for money: the steps, what each one checks, and what is told to the installer. */
@NullMarked
package energy.peerwatt.metergateway.commission.domain;

import org.jspecify.annotations.NullMarked;
