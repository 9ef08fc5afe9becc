/** Orders from the wire to PostgreSQL: the delivered order book between a real broker and a real, durable database. */
@NullMarked
package energy.peerwatt.benchmarks.intake;

import org.jspecify.annotations.NullMarked;
