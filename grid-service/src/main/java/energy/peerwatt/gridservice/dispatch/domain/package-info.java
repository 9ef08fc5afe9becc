/** How far a dispatch has come. */
@NullMarked
package energy.peerwatt.gridservice.dispatch.domain;

import org.jspecify.annotations.NullMarked;
