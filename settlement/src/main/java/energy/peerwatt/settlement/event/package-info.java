/** What all consumers share: reading events, and setting malformed ones aside. */
@NullMarked
package energy.peerwatt.settlement.event;

import org.jspecify.annotations.NullMarked;
