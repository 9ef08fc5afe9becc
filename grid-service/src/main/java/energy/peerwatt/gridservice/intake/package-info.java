/** What all consumers share: reading events, and setting malformed ones aside. */
@NullMarked
package energy.peerwatt.gridservice.intake;

import org.jspecify.annotations.NullMarked;
