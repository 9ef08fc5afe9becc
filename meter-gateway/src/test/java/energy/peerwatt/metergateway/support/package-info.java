@NullMarked
package energy.peerwatt.metergateway.support;

import org.jspecify.annotations.NullMarked;
