@NullMarked
package energy.peerwatt.orderbook.outbox;

import org.jspecify.annotations.NullMarked;
