package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.metergateway.codec.domain.Unit;
import energy.peerwatt.metergateway.profile.domain.Control;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a device can be told now, and what its registers hold.
 *
 * @param control where it lies and what it bears
 * @param ratedWatts what a percentage refers to; not used where the control counts watts
 * @param mostWatts the most that the device's own nameplate allows; empty if it does not say
 * @param held what was just read at the control's places, by address
 */
public record Ability(Control control, BigDecimal ratedWatts, Optional<BigDecimal> mostWatts, Map<Integer, Long> held) {
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    public Ability {
        held = Map.copyOf(held);
    }

    /** Whether the device goes back by itself. */
    public boolean hasTimer() {
        return control.reversion().isPresent();
    }

    /** Whether its limits are shares of what the device is rated for, so that they follow from its nameplate. */
    public boolean relative() {
        return control.unit() == Unit.PERCENT;
    }

    /** The place of the set-point itself. */
    public Control.Write value() {
        return control.writes().stream()
                .filter(write -> write.value().isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a control without a place for its set-point"));
    }

    /** What one step of the set-point's register stands for, exactly. */
    public BigDecimal wattsPerStep() {
        return watts(BigDecimal.ONE.scaleByPowerOfTen(value().exponent()));
    }

    /** The lowest set-point that the device's map allows. */
    public BigDecimal leastWatts() {
        return watts(BigDecimal.valueOf(control.least()));
    }

    /** The highest set-point that the device's map allows. */
    public BigDecimal declaredWatts() {
        return watts(BigDecimal.valueOf(control.most()));
    }

    private BigDecimal watts(BigDecimal inUnit) {
        return relative()
                ? inUnit.multiply(ratedWatts).divide(PERCENT)
                : inUnit.scaleByPowerOfTen(control.unit().exponent());
    }

    /** What puts a set-point in force: the timer that ends it first, then the rest in the map's order, last what enables it. */
    public List<RegisterValue> writes(SetPoint setPoint) {
        List<RegisterValue> writes = new ArrayList<>();
        control.reversion()
                .ifPresent(timer -> writes.add(new RegisterValue(
                        timer.location(), Math.ceilDiv(setPoint.reversionSeconds(), timer.secondsPerStep()))));
        writes.addAll(values(setPoint));
        return List.copyOf(writes);
    }

    private List<RegisterValue> values(SetPoint setPoint) {
        return control.writes().stream()
                .map(write -> new RegisterValue(write.location(), write.value().orElse(write.sign() * setPoint.rate())))
                .toList();
    }

    /** What gives the device back. */
    public List<RegisterValue> release() {
        return control.release().stream()
                .map(write -> new RegisterValue(write.location(), write.value().orElseThrow()))
                .toList();
    }

    /** What is not as the set-point wants it, the timer included; empty if all is. */
    public Optional<String> difference(SetPoint setPoint) {
        return difference(writes(setPoint));
    }

    /** Like {@link #difference}, whatever the timer says: it may have been written with more time left. */
    public Optional<String> drift(SetPoint setPoint) {
        return difference(values(setPoint));
    }

    /** What is not as a release leaves it. */
    public Optional<String> unreleased() {
        return difference(release());
    }

    private Optional<String> difference(List<RegisterValue> wanted) {
        Map<Integer, Long> last = new LinkedHashMap<>();
        wanted.forEach(write -> last.put(write.address(), write.value()));
        return last.entrySet().stream()
                .filter(write -> !write.getValue().equals(held.get(write.getKey())))
                .findFirst()
                .map(write -> "read back " + held.get(write.getKey()) + " instead of " + write.getValue()
                        + " in register " + write.getKey());
    }
}
