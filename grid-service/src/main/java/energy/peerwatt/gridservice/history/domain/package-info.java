/** How registers become slots. */
@NullMarked
package energy.peerwatt.gridservice.history.domain;

import org.jspecify.annotations.NullMarked;
