/** What can be configured, and its defaults. */
@NullMarked
package energy.peerwatt.settlement.config;

import org.jspecify.annotations.NullMarked;
