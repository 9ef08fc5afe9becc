package energy.peerwatt.metergateway.commission.domain;

/** What became of a check. */
public enum Verdict {
    PASSED,
    /** The step is not done until this is mended. */
    FAILED,
    /** Neither proven nor refuted; it does not hold the step up, but people should know. */
    DOUBTFUL,
    /** The device or the supply does not have what would be checked. */
    NOT_APPLICABLE
}
