/** What a family of devices says, where, and what of it can be trusted. */
@NullMarked
package energy.peerwatt.metergateway.profile.domain;

import org.jspecify.annotations.NullMarked;
