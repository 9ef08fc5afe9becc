package energy.peerwatt.gridservice.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Demand response: where the service keeps its key, and the rules that are parameters. */
@ConfigMapping(prefix = "peerwatt.grid")
public interface GridConfig {
    String DEMO_PASSWORD = "peerwatt-local-demo";

    /** How often due work is looked for, in real time. */
    @WithDefault("1s")
    String poll();

    /** Folder of the key that signs dispatch orders; made if it is not there. */
    @WithDefault("grid-service-state")
    Path state();

    /** Of the key store; the one of the local demo is refused anywhere else. */
    @WithDefault(DEMO_PASSWORD)
    String keyPassword();

    /** Length of a slot: that of the markets whose zones these are. */
    @WithDefault("PT15M")
    Duration slot();

    /** Whose wall clock says what a weekday is and which slots of two days are alike. */
    @WithDefault("UTC")
    ZoneId timeZone();

    /** Days that count as a weekend. */
    Optional<Set<LocalDate>> holidays();

    /** Market time from the publication of a call to its start, at least. */
    @WithDefault("PT1M")
    Duration notice();

    /** Market time after a call's end at which participants with missing readings are excluded. */
    @WithDefault("PT2H")
    Duration readingsDeadline();

    /** Telemetry older than this, in market time, counts for nothing. */
    @WithDefault("PT10M")
    Duration telemetryFresh();

    /** The load of a zone with fewer metered homes is not shown: it would be a home's reading. */
    @WithDefault("3")
    int fewestHomes();
}
