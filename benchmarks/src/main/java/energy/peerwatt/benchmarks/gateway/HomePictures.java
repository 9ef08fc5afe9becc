package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import java.time.Instant;
import java.util.Set;

/** Pictures of homes with a meter, an inverter and a battery, as polls of the simulated meters would make them. */
final class HomePictures {
    /** Numbers in a picture: power and two counters at the meter, generation, battery and its charge. */
    static final int VALUES = 6;

    private static final int HIGHEST_CHARGE_PERMILLE = 1000;

    private HomePictures() {}

    static TelemetryReported of(int number, int poll, Instant at) {
        SimulatedMeter.Values meter = SimulatedMeter.values(number, poll);
        return new TelemetryReported(
                GatewayUnderTest.ID,
                SimulatedMeter.id(number),
                at,
                Power.ofWatts(meter.powerW()),
                new Energy(meter.importedWh()),
                new Energy(meter.exportedWh()),
                Power.ofWatts(generationW(number, poll)),
                Power.ofWatts(batteryW(number, poll)),
                chargePermille(number, poll),
                Set.of(Quality.GOOD));
    }

    static int generationW(int number, int poll) {
        return (61 * number + poll) % 9_000;
    }

    static int batteryW(int number, int poll) {
        return (83 * number + poll) % 5_000 - 2_500;
    }

    static int chargePermille(int number, int poll) {
        return (number + poll / 10) % (HIGHEST_CHARGE_PERMILLE + 1);
    }
}
