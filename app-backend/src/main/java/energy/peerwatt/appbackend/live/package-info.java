/** The live picture: filled from Kafka, streamed to browsers. */
@NullMarked
package energy.peerwatt.appbackend.live;

import org.jspecify.annotations.NullMarked;
