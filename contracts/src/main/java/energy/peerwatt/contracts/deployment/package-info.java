/** Putting the contracts on a chain, and knowing that they are the ones that are meant. */
@NullMarked
package energy.peerwatt.contracts.deployment;

import org.jspecify.annotations.NullMarked;
