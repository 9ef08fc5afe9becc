/** Postings and balances. */
@NullMarked
package energy.peerwatt.settlement.ledger;

import org.jspecify.annotations.NullMarked;
