/** Asks settlement, which follows the chain, what the registry of devices says. */
@NullMarked
package energy.peerwatt.metergateway.registry;

import org.jspecify.annotations.NullMarked;
