/** Members of communities, version by version. */
@NullMarked
package energy.peerwatt.settlement.member;

import org.jspecify.annotations.NullMarked;
