/** Double entry in nano-currency. Pure rules. */
@NullMarked
package energy.peerwatt.settlement.ledger.domain;

import org.jspecify.annotations.NullMarked;
