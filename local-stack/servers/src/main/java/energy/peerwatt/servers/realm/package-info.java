/** The realm {@code peerwatt}: what every installation has, and the people and secrets of the local demo. */
@NullMarked
package energy.peerwatt.servers.realm;

import org.jspecify.annotations.NullMarked;
