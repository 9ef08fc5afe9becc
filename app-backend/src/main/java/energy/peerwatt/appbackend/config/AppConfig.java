package energy.peerwatt.appbackend.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** What this service is told. */
@ConfigMapping(prefix = "peerwatt.app")
public interface AppConfig {
    /** The community of people whose token names none. */
    Optional<UUID> community();

    /** Where days begin and in which times are shown. */
    @WithDefault("Europe/Berlin")
    ZoneId zone();

    /** Length of the market's slots. */
    @WithDefault("PT15M")
    Duration slot();

    /** How long a session outlives its last use; real time. */
    @WithDefault("PT40M")
    Duration sessionIdle();

    /** How long tokens that were replaced by fresh ones still serve requests that are on their way; real time. */
    @WithDefault("PT30S")
    Duration sessionOverlap();

    /** A zone of fewer homes is not shown as a sum: it would be somebody's home. */
    @WithDefault("3")
    int smallestZone();

    /** How long nothing may be sent on a stream before a heartbeat; real time. */
    @WithDefault("PT10S")
    Duration heartbeat();

    /** Most homes a community shows live. */
    @WithDefault("10000")
    int mostHomes();
}
