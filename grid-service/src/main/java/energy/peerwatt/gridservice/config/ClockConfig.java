package energy.peerwatt.gridservice.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Market time. */
@ConfigMapping(prefix = "peerwatt.clock")
public interface ClockConfig {
    /** The file the stack shares its clock through; the system's UTC clock without one. */
    Optional<Path> file();
}
