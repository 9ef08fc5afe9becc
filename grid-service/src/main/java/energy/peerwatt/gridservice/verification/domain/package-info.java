/** Inputs and result of a verification; the same inputs give the same result anywhere. */
@NullMarked
package energy.peerwatt.gridservice.verification.domain;

import org.jspecify.annotations.NullMarked;
