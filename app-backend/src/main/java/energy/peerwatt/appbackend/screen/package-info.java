/** One JSON answer per screen, joined from the live picture and the services. */
@NullMarked
package energy.peerwatt.appbackend.screen;

import org.jspecify.annotations.NullMarked;
