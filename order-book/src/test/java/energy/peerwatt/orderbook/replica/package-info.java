/** Two replicas of the delivered service as processes that are killed and frozen; PostgreSQL is reached through a tap. */
@NullMarked
package energy.peerwatt.orderbook.replica;

import org.jspecify.annotations.NullMarked;
