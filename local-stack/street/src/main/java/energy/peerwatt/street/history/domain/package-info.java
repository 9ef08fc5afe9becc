/** What a street did before anybody looked: the same physics, in coarser steps. */
@NullMarked
package energy.peerwatt.street.history.domain;

import org.jspecify.annotations.NullMarked;
