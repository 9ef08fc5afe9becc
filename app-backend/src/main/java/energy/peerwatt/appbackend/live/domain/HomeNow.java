package energy.peerwatt.appbackend.live.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.quantity.Power;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a home does, in watts, with the words for it. A home that nobody measures by itself is what is left: grid plus
 * generation minus what the battery takes.
 *
 * @param at market time
 * @param gridW + import, - export
 * @param solarW absent without solar
 * @param batteryW + charge, - discharge; absent without a battery
 * @param batteryPermille state of charge; absent without a battery
 * @param homeW never negative: rounding of three meters may say -1 W
 * @param importedWh cumulative register
 * @param exportedWh cumulative register
 * @param good false where the meter's read was not plainly good
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HomeNow(
        Instant at,
        long gridW,
        @Nullable Long solarW,
        @Nullable Long batteryW,
        @Nullable Integer batteryPermille,
        long homeW,
        long importedWh,
        long exportedWh,
        boolean good,
        Words words) {

    /** Absent where the part is absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Words(
            String grid, @Nullable String solar, @Nullable String battery, String home) {}

    /** Below this nothing is said to flow; meters of this class show no less. */
    private static final long NOTHING_W = 10;

    public static HomeNow of(TelemetryReported telemetry) {
        long grid = telemetry.gridW().watts();
        Long solar = watts(telemetry.generationW());
        Long battery = watts(telemetry.batteryW());
        long home = Math.max(0, grid + (solar == null ? 0 : solar) - (battery == null ? 0 : battery));
        return new HomeNow(
                telemetry.at(),
                grid,
                solar,
                battery,
                telemetry.batteryChargePermille(),
                home,
                telemetry.imported().wattHours(),
                telemetry.exported().wattHours(),
                telemetry.quality().stream().allMatch(quality -> quality.name().equals("GOOD")),
                new Words(
                        direction(grid, "importing from the grid", "feeding in", "nothing to or from the grid"),
                        solar == null ? null : direction(solar, "generating", "generating", "no sun"),
                        battery == null ? null : direction(battery, "charging", "discharging", "resting"),
                        direction(home, "using", "using", "using almost nothing")));
    }

    private static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }

    private static String direction(long watts, String positive, String negative, String nothing) {
        if (Math.abs(watts) < NOTHING_W) {
            return nothing;
        }
        return watts > 0 ? positive : negative;
    }
}
