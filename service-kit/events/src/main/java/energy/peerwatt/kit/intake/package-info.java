/** What consumers share: reading events, and setting malformed ones aside. */
@NullMarked
package energy.peerwatt.kit.intake;

import org.jspecify.annotations.NullMarked;
