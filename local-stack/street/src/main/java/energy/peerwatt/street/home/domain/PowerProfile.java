package energy.peerwatt.street.home.domain;

/** What a home would use and what its roof could give, as a pure function of time. */
public interface PowerProfile {
    /** What the appliances draw during the second that starts here. */
    PhasePower load(long epochSecond);

    /** What the roof could give during the second that starts here, direct current, milliwatts; 0 without a roof. */
    long solarDirect(long epochSecond);
}
