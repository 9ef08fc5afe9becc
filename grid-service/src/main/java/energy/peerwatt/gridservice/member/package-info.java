/** Who is a member, with which meter and in which zone. */
@NullMarked
package energy.peerwatt.gridservice.member;

import org.jspecify.annotations.NullMarked;
