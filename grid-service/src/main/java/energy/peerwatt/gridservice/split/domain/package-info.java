/** Splitting whole amounts. */
@NullMarked
package energy.peerwatt.gridservice.split.domain;

import org.jspecify.annotations.NullMarked;
