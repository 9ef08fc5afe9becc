/** The zone tree of the grid with its fees and limits. */
@NullMarked
package energy.peerwatt.gridservice.topology;

import org.jspecify.annotations.NullMarked;
