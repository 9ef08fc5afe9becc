/** What is known of the chain and what follows from it. Pure rules. */
@NullMarked
package energy.peerwatt.settlement.chain.domain;

import org.jspecify.annotations.NullMarked;
