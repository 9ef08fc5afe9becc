package energy.peerwatt.metergateway;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where market time comes from. */
@ConfigMapping(prefix = "peerwatt.clock")
public interface ClockConfig {
    /** The market clock's file; without it market time is the system's UTC. */
    Optional<Path> file();
}
