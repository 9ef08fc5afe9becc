/** Register maps as data: loaded, checked, hashed. */
@NullMarked
package energy.peerwatt.metergateway.profile;

import org.jspecify.annotations.NullMarked;
