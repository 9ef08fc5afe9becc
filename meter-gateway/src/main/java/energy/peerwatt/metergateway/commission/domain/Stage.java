package energy.peerwatt.metergateway.commission.domain;

/** How far a device has come, in order: each stage builds on what the ones before it proved. */
public enum Stage implements State {
    /** Somebody says that there is a device. */
    CREATED("scan its bus"),
    /** It answers, and nothing else does at its unit. */
    SCANNED("identify it"),
    /** Maker, model and serial number are known, and no other metering point has them. */
    IDENTIFIED("check its settings"),
    /** It is set as its profile requires. */
    CONFIG_CHECKED("measure for two to five minutes"),
    /** Its values agree with each other, with the supply and with its counters. */
    MEASURED("prove the direction: switch a load on"),
    /** Import is what it takes for import. */
    DIRECTION_PROVEN("bind it to a household, a zone and a role"),
    /** It is said whose it is, where it is and where its counters start. */
    BOUND("sign the binding"),
    /** Gateway and installer have signed that. */
    SEALED("register it on chain and report the transaction"),
    /** The registry has it. */
    REGISTERED("activate it"),
    /** Its readings count. */
    ACTIVE("nothing; it can be suspended, exchanged or retired");

    private final String next;

    Stage(String next) {
        this.next = next;
    }

    public boolean atLeast(Stage other) {
        return compareTo(other) >= 0;
    }

    @Override
    public String next() {
        return next;
    }
}
