package energy.peerwatt.metergateway.commission;

import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.Frame;
import java.util.List;

/** What a step brought to light, before it is written down. */
record Attempt(Fact fact, List<Check> checks, List<Frame> frames) {
    Attempt(Fact fact, List<Check> checks) {
        this(fact, checks, List.of());
    }

    boolean passed() {
        return Check.allHold(checks);
    }
}
