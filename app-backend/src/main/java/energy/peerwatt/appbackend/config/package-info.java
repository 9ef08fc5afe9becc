/** Configuration and market time. */
@NullMarked
package energy.peerwatt.appbackend.config;

import org.jspecify.annotations.NullMarked;
