/** What a response earns. */
@NullMarked
package energy.peerwatt.gridservice.reward.domain;

import org.jspecify.annotations.NullMarked;
