/** Life cycle of a call, and who is called. */
@NullMarked
package energy.peerwatt.gridservice.event.domain;

import org.jspecify.annotations.NullMarked;
