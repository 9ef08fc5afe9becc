/** The commands behind {@code ./peerwatt}. */
@NullMarked
package energy.peerwatt.cli;

import org.jspecify.annotations.NullMarked;
