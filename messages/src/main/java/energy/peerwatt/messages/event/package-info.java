/** Events on Kafka, their topics and types. */
@NullMarked
package energy.peerwatt.messages.event;

import org.jspecify.annotations.NullMarked;
