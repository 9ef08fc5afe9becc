package energy.peerwatt.metergateway.commission.domain;

/** Where a metering point stands: on its way, or beside it. */
public sealed interface State permits Stage, State.Suspended, State.Replacing, State.Retired {

    /** Out of use for a while; goes on from {@code from}. */
    record Suspended(Stage from) implements State {
        @Override
        public String next() {
            return "resume it, exchange it or retire it";
        }
    }

    /** The old device is gone; the new one begins as a device does that was just created. */
    record Replacing() implements State {
        @Override
        public String next() {
            return "open the new device: its address and unit";
        }
    }

    /** For good. */
    record Retired() implements State {
        @Override
        public String next() {
            return "nothing; its history stays";
        }
    }

    /** What is to be done next, for people. */
    String next();

    /** The name that the interface shows. */
    default String label() {
        return switch (this) {
            case Stage stage -> stage.name();
            case Suspended _ -> "SUSPENDED";
            case Replacing _ -> "REPLACING";
            case Retired _ -> "RETIRED";
        };
    }
}
