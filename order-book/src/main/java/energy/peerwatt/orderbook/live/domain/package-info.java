/** The picture of a community's books that everybody may see, and the changes from one to the next. */
@NullMarked
package energy.peerwatt.orderbook.live.domain;

import org.jspecify.annotations.NullMarked;
