package energy.peerwatt.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whose events these are, and how often they are looked for. */
@ConfigMapping(prefix = "peerwatt.outbox")
public interface OutboxConfig {
    /** CloudEvents source of the service: a path, such as {@code /settlement}. */
    String source();

    /** How often events that wait are looked for, in real time. */
    @WithDefault("1s")
    String every();
}
