package energy.peerwatt.settlement.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How batches are cut. */
@ConfigMapping(prefix = "peerwatt.batch")
public interface BatchConfig {
    /** A settlement period is closed after this many batches. */
    @WithDefault("4")
    int batchesPerPeriod();

    /** Version of the market parameters that hold, as batch headers name it. */
    @WithDefault("1")
    long paramsVersion();
}
