/** What every REST interface does alike: JSON as events have it, and problems for refused callers. */
@NullMarked
package energy.peerwatt.kit.web;

import org.jspecify.annotations.NullMarked;
