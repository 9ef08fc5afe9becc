/** Collects from history what a baseline is made of. */
@NullMarked
package energy.peerwatt.gridservice.baseline;

import org.jspecify.annotations.NullMarked;
