/** Token rewards: epochs, their roots on chain, and claims. */
@NullMarked
package energy.peerwatt.settlement.reward;

import org.jspecify.annotations.NullMarked;
