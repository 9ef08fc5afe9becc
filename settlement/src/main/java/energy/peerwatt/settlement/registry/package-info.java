/** What the registry of devices on chain says, for whoever puts devices into service. */
@NullMarked
package energy.peerwatt.settlement.registry;

import org.jspecify.annotations.NullMarked;
