/** What wallets earned in their life. Pure rules. */
@NullMarked
package energy.peerwatt.settlement.reward.domain;

import org.jspecify.annotations.NullMarked;
