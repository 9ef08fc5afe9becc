/** What people ask for: a demand-response call, the end of one, a reward. */
@NullMarked
package energy.peerwatt.appbackend.call;

import org.jspecify.annotations.NullMarked;
