package energy.peerwatt.appbackend.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A household's key figures of a period, as settlement reckons them.
 *
 * @param kpis the figures
 */
public record Kpis(Instant from, Instant to, Figures kpis) {

    /**
     * Money in nano-currency; shares in thousandths, absent where there is nothing to share.
     *
     * @param slots settled in the period
     * @param benefit better than the supplier alone
     */
    public record Figures(
            int slots,
            @Nullable Integer localSharePermille,
            long benefit,
            @Nullable Integer keptPermille,
            OwnUse ownUse) {}

    /** @param slots of which telemetry told enough */
    public record OwnUse(
            int slots,
            @Nullable Integer selfSufficiencyPermille,
            @Nullable Integer selfConsumptionPermille) {}
}
