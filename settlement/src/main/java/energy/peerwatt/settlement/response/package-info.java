/** Verified demand responses become payments of the demand-response fund. */
@NullMarked
package energy.peerwatt.settlement.response;

import org.jspecify.annotations.NullMarked;
