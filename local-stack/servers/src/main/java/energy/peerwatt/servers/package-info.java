/**
 * The real servers that PeerWatt talks to, started as processes on loopback: PostgreSQL, one Kafka node and a chain.
 * Used by the local stack with folders that stay, and by tests with folders that go.
 */
@NullMarked
package energy.peerwatt.servers;

import org.jspecify.annotations.NullMarked;
