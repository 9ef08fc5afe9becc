/** Who may see and do what in a community; owners are compared with the caller's token. */
@NullMarked
package energy.peerwatt.settlement.access;

import org.jspecify.annotations.NullMarked;
