package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.evidence.DispatchKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * From what is asked of a device to what it is told. A nameplate clamps; what the device's map declares is a limit, and a
 * power beyond it is refused. A limit of output is never beyond what is asked for, unless that is below the floor.
 */
public sealed interface Clamp {
    record Told(SetPoint setPoint) implements Clamp {}

    /** @param reason names the limit */
    record Refused(String reason) implements Clamp {}

    /** @param reversionSeconds as the device's timer can count them */
    static Clamp of(DispatchKind kind, long askedWatts, Ability ability, int reversionSeconds) {
        BigDecimal step = ability.wattsPerStep();
        if (step.signum() <= 0) {
            return new Refused("the device says that it is rated for "
                    + ability.ratedWatts().toBigInteger() + " W");
        }
        BigDecimal asked = BigDecimal.valueOf(askedWatts);
        boolean declared = !ability.relative() && !kind.limits();
        if (declared && (asked.compareTo(ability.leastWatts()) < 0 || asked.compareTo(ability.declaredWatts()) > 0)) {
            return new Refused(range(ability) + ", not " + askedWatts + " W");
        }
        BigDecimal most = ability.mostWatts().orElse(asked).min(ability.declaredWatts());
        BigDecimal rate = asked.min(most).max(BigDecimal.ZERO).divide(step, 0, RoundingMode.DOWN);
        if (kind.limits()) {
            rate = rate.max(ability.leastWatts().divide(step, 0, RoundingMode.UP));
        } else if (rate.signum() == 0) {
            return new Refused("the device has no value for " + askedWatts + " W: it can do " + most.toBigInteger()
                    + " W in steps of " + step.stripTrailingZeros().toPlainString() + " W");
        }
        SetPoint setPoint = new SetPoint(
                rate.multiply(step).setScale(0, RoundingMode.DOWN).longValueExact(),
                rate.longValueExact(),
                ability.hasTimer() ? reversionSeconds : 0);
        Optional<String> misfit = ability.writes(setPoint).stream()
                .map(RegisterValue::misfit)
                .flatMap(Optional::stream)
                .findFirst();
        return misfit.<Clamp>map(Refused::new).orElseGet(() -> new Told(setPoint));
    }

    private static String range(Ability ability) {
        return "the device takes " + ability.leastWatts().toBigInteger() + " to "
                + ability.declaredWatts().toBigInteger() + " W";
    }
}
