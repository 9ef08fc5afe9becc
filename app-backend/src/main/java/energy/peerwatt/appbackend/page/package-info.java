/** The web pages, rendered on the server. */
@NullMarked
package energy.peerwatt.appbackend.page;

import org.jspecify.annotations.NullMarked;
