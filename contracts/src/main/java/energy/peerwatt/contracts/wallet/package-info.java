/** Keys of the chain: signing transactions and typed-data digests. */
@NullMarked
package energy.peerwatt.contracts.wallet;

import org.jspecify.annotations.NullMarked;
