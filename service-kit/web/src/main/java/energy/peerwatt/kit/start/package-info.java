/** What a service checks before it begins. */
@NullMarked
package energy.peerwatt.kit.start;

import org.jspecify.annotations.NullMarked;
