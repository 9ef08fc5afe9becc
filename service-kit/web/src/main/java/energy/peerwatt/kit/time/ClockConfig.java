package energy.peerwatt.kit.time;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where market time comes from. */
@ConfigMapping(prefix = "peerwatt.clock")
public interface ClockConfig {
    /** The file that a stack shares its market time by; absent in production, where market time is UTC. */
    Optional<Path> file();
}
