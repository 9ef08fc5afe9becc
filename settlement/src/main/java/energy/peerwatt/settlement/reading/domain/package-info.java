/** What makes a seal and its readings trustworthy. Pure rules. */
@NullMarked
package energy.peerwatt.settlement.reading.domain;

import org.jspecify.annotations.NullMarked;
