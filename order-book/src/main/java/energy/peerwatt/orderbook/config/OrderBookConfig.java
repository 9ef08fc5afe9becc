package energy.peerwatt.orderbook.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of this service. Durations of the market pass in market time, all others in real time. */
@ConfigMapping(prefix = "peerwatt.order-book")
public interface OrderBookConfig {
    /** Name of this replica in Kafka's groups; each replica has its own and keeps it when it restarts. */
    @WithDefault("order-book-0")
    String instance();

    /** How often gates, automatic orders and the outbox are looked after, real time. */
    @WithDefault("PT0.2S")
    Duration tick();

    /** How long before the gate automatic orders are placed, market time. */
    @WithDefault("PT2M")
    Duration placeBeforeGate();

    /** What the persistence forecast looks back on, market time. */
    @WithDefault("PT15M")
    Duration forecastWindow();

    /** How many automatic orders travel in one command. */
    @WithDefault("500")
    int ordersPerCommand();

    /** The longest that a caller may wait for a final answer, real time. */
    @WithDefault("PT30S")
    Duration longestWait();

    /** How long a definition of a market waits to be carried out before it answers "accepted", real time. */
    @WithDefault("PT10S")
    Duration definitionWait();

    /** How long it is known which commands were dealt with, market time; longer than a caller waits or repeats. */
    @WithDefault("PT24H")
    Duration keepCommands();

    Live live();

    Agent agent();

    /** The agent that places orders for households, and signs them. */
    interface Agent {
        String DEMO_PASSWORD = "peerwatt-local-demo";

        /** Its key, a PKCS#12 file that all replicas share; made if it is not there. */
        @WithDefault("order-book-state/agent-key.p12")
        Path keyFile();

        /** Of the key file; the one of the local demo is refused anywhere else. */
        @WithDefault(DEMO_PASSWORD)
        String keyPassword();

        /** Of the chain that mandates and batches are signed for. */
        @WithDefault("31337")
        long chainId();
    }

    Outbox outbox();

    interface Live {
        /** Time between two looks at what changed in books that somebody watches, real time. */
        @WithDefault("PT0.25S")
        Duration pause();

        /** How many steps of a community's books a reader may be behind before it gets a snapshot. */
        @WithDefault("1000")
        int remembered();

        /** How often a stream says that it is alive, real time. */
        @WithDefault("PT10S")
        Duration heartbeat();

        /** How long a stream lives; as long as a token does, for who comes back is asked for it again. Real time. */
        @WithDefault("PT5M")
        Duration longest();

        /** How many streams one caller may have open on a replica; a person has a few pages, a service many people. */
        @WithDefault("20")
        int streamsPerCaller();
    }

    interface Outbox {
        /** Events that a relay takes at once. */
        @WithDefault("500")
        int batch();

        /** How long a relay may hold a stream while it sends, real time; longer than a delivery may take. */
        @WithDefault("PT15S")
        Duration claim();

        /** How long sent events stay for those who look into a fault, real time. */
        @WithDefault("PT1H")
        Duration keepSent();
    }
}
