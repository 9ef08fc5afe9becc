/** Verifications as they are kept and shown. */
@NullMarked
package energy.peerwatt.gridservice.verification;

import org.jspecify.annotations.NullMarked;
