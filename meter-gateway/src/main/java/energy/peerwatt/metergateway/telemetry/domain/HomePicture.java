package energy.peerwatt.metergateway.telemetry.domain;

import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import energy.peerwatt.metergateway.reading.domain.CounterRead;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Puts together what the devices of a home said. */
public final class HomePicture {
    private HomePicture() {}

    /** @param inverter empty without one, or if it did not answer */
    public static TelemetryReported of(
            GatewayId gateway,
            MeterId meter,
            Power grid,
            CounterRead counters,
            Set<Quality> doubts,
            Optional<InverterState> inverter) {
        Set<Quality> quality = EnumSet.of(Quality.GOOD);
        quality.addAll(doubts);
        if (counters.coarse()) {
            quality.add(Quality.COARSE);
        }
        return new TelemetryReported(
                gateway,
                meter,
                counters.at(),
                grid,
                counters.imported(),
                counters.exported(),
                inverter.flatMap(InverterState::generationWatts)
                        .map(Power::ofWatts)
                        .orElse(null),
                inverter.flatMap(InverterState::batteryWatts)
                        .map(Power::ofWatts)
                        .orElse(null),
                inverter.flatMap(InverterState::chargePermille).orElse(null),
                quality);
    }
}
