/** Messages on their way to Kafka, written in the transaction that they tell of. */
@NullMarked
package energy.peerwatt.kit.outbox;

import org.jspecify.annotations.NullMarked;
