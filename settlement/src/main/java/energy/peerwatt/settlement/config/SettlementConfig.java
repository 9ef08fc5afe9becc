package energy.peerwatt.settlement.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When slots are settled. */
@ConfigMapping(prefix = "peerwatt.settlement")
public interface SettlementConfig {
    /** How often due work is looked for, in real time. */
    @WithDefault("1s")
    String poll();

    /** Market time after a slot's end at which it is settled with what is there. */
    @WithDefault("PT2M")
    Duration provisionalAfter();

    /** Market time after a slot's end at which a response that still waits for the slot raises an alarm. */
    @WithDefault("PT6H")
    Duration responseAlarmAfter();
}
