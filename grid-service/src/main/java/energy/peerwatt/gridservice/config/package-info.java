/** What can be configured, and its defaults. */
@NullMarked
package energy.peerwatt.gridservice.config;

import org.jspecify.annotations.NullMarked;
