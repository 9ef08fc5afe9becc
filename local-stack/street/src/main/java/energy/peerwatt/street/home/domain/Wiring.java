package energy.peerwatt.street.home.domain;

/** The phase an appliance is connected to. */
public enum Wiring {
    L1,
    L2,
    L3,
    THREE_PHASE;

    /** Puts a power in milliwatts on the phases of this wiring. */
    PhasePower carry(long milliwatts) {
        return switch (this) {
            case L1 -> new PhasePower(milliwatts, 0, 0);
            case L2 -> new PhasePower(0, milliwatts, 0);
            case L3 -> new PhasePower(0, 0, milliwatts);
            case THREE_PHASE -> PhasePower.balanced(milliwatts);
        };
    }
}
