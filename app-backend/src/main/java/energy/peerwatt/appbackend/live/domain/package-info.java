/** What homes, zones and calls look like now, as plain Java. */
@NullMarked
package energy.peerwatt.appbackend.live.domain;

import org.jspecify.annotations.NullMarked;
