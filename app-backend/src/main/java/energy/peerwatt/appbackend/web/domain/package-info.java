/** Rules about requests, as plain Java. */
@NullMarked
package energy.peerwatt.appbackend.web.domain;

import org.jspecify.annotations.NullMarked;
