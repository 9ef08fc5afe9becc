/** What a verified response pays, and the promises that hold. Pure rules. */
@NullMarked
package energy.peerwatt.settlement.response.domain;

import org.jspecify.annotations.NullMarked;
