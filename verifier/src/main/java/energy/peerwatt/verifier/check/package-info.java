/** The checks, in the order in which evidence builds up: chain, accounts, seals, books, settlements, batches, balances. */
@NullMarked
package energy.peerwatt.verifier.check;

import org.jspecify.annotations.NullMarked;
