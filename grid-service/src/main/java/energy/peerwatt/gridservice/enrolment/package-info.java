/** Which devices households lend to demand response, with their consent. */
@NullMarked
package energy.peerwatt.gridservice.enrolment;

import org.jspecify.annotations.NullMarked;
