/** The chain of seals. */
@NullMarked
package energy.peerwatt.metergateway.seal.domain;

import org.jspecify.annotations.NullMarked;
