/** Rules of the zone tree. */
@NullMarked
package energy.peerwatt.gridservice.topology.domain;

import org.jspecify.annotations.NullMarked;
