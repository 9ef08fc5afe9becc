package energy.peerwatt.metergateway.commission.domain;

/** What can be done with a metering point, and from which stage to which. */
public enum Action {
    OPEN(Stage.CREATED, Stage.BOUND),
    SCAN(Stage.CREATED, Stage.BOUND),
    IDENTIFY(Stage.SCANNED, Stage.BOUND),
    CHECK_CONFIGURATION(Stage.IDENTIFIED, Stage.BOUND),
    MEASURE(Stage.CONFIG_CHECKED, Stage.BOUND),
    PROVE_DIRECTION(Stage.MEASURED, Stage.BOUND),
    BIND(Stage.DIRECTION_PROVEN, Stage.BOUND),
    SEAL(Stage.BOUND, Stage.BOUND),
    REGISTER(Stage.SEALED, Stage.SEALED),
    ACTIVATE(Stage.REGISTERED, Stage.REGISTERED),
    SUSPEND(Stage.SEALED, Stage.ACTIVE),
    /** Only what is suspended. */
    RESUME(Stage.ACTIVE, Stage.CREATED),
    REPLACE(Stage.SEALED, Stage.ACTIVE),
    RETIRE(Stage.CREATED, Stage.ACTIVE);

    private final Stage first;
    private final Stage last;

    Action(Stage first, Stage last) {
        this.first = first;
        this.last = last;
    }

    boolean allowedAt(Stage stage) {
        return stage.atLeast(first) && last.atLeast(stage);
    }

    String needs() {
        if (this == RESUME) {
            return "SUSPENDED";
        }
        return first == last ? first.name() : first + " to " + last;
    }
}
