/** The whole service against a real PostgreSQL and a real Kafka. */
@NullMarked
package energy.peerwatt.appbackend.it;

import org.jspecify.annotations.NullMarked;
