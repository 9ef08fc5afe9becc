/** The whole service against a real PostgreSQL and a real Kafka; time is an input. */
@NullMarked
package energy.peerwatt.orderbook.it;

import org.jspecify.annotations.NullMarked;
