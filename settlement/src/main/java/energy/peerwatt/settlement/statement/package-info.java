/** What members ask about: slots, statements, balances. */
@NullMarked
package energy.peerwatt.settlement.statement;

import org.jspecify.annotations.NullMarked;
