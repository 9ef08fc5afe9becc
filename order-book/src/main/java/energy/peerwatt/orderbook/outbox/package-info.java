/** What other services must hear: stored with the business transaction, sent at least once, in order per key. */
@NullMarked
package energy.peerwatt.orderbook.outbox;

import org.jspecify.annotations.NullMarked;
