package energy.peerwatt.street.sunspec.domain;

import energy.peerwatt.street.home.domain.Curtailment;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Model 123: taking the inverter off the grid, limiting its output. Percentages have two decimals. */
final class ControlsModel {
    static final int LENGTH = 24;

    private static final int CONNECTED = 4;
    private static final int LIMIT = 5;
    private static final int LIMIT_WINDOW = 6;
    private static final int LIMIT_REVERT = 7;
    private static final int LIMIT_RAMP = 8;
    private static final int LIMIT_ENABLED = 9;
    private static final int MOST_SECONDS = 0xFFFE;

    /** Offsets of the points that can be written. */
    static final Set<Integer> WRITABLE =
            Set.of(CONNECTED, LIMIT, LIMIT_WINDOW, LIMIT_REVERT, LIMIT_RAMP, LIMIT_ENABLED);

    private ControlsModel() {}

    static void write(Model model, Curtailment curtailment) {
        model.header(123, LENGTH);
        model.withoutUnsigned(2, 3);
        model.unsigned(CONNECTED, curtailment.connected() ? 1 : 0);
        model.unsigned(LIMIT, curtailment.limitCentipercent());
        model.unsigned(LIMIT_REVERT, curtailment.revertSeconds());
        model.unsigned(LIMIT_ENABLED, curtailment.enabled() ? 1 : 0);
        model.signed(10, 100);
        model.withoutUnsigned(11, 12, 13, 18, 19, 20, 21);
        model.withoutSigned(15, 16, 17, 25);
        model.scale(23, -2);
        model.scale(24, -2);
    }

    /**
     * The limit after a write, its timer started anew.
     *
     * @param written new values by offset, unsigned; only of {@link #WRITABLE}
     * @return empty if a value is out of range; a window or ramp can only be zero, for neither is simulated
     */
    static Optional<Curtailment> apply(Curtailment now, Map<Integer, Integer> written, long epochSecond) {
        int connected = written.getOrDefault(CONNECTED, now.connected() ? 1 : 0);
        int enabled = written.getOrDefault(LIMIT_ENABLED, now.enabled() ? 1 : 0);
        int limit = written.getOrDefault(LIMIT, now.limitCentipercent());
        int revert = written.getOrDefault(LIMIT_REVERT, now.revertSeconds());
        boolean sound = connected <= 1
                && enabled <= 1
                && limit <= Curtailment.FULL
                && revert <= MOST_SECONDS
                && written.getOrDefault(LIMIT_WINDOW, 0) == 0
                && written.getOrDefault(LIMIT_RAMP, 0) == 0;
        return sound
                ? Optional.of(new Curtailment(connected == 1, enabled == 1, limit, revert, 0).writtenAt(epochSecond))
                : Optional.empty();
    }
}
