/** Registers to exact values; nothing is guessed and nothing that is absent becomes zero. */
@NullMarked
package energy.peerwatt.metergateway.codec.domain;

import org.jspecify.annotations.NullMarked;
