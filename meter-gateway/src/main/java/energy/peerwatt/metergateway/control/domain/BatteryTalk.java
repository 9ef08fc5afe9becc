package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.quantity.Power;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is said to a battery, and whether it has understood: nothing counts as done that was not read back. */
public final class BatteryTalk {
    /** Of what it was told: a power meter is not exact, and the inverter loses some. */
    private static final long FOLLOWS_FROM_PERMILLE = 900;

    private final Battery battery;
    private final ControlLimits limits;

    public BatteryTalk(Battery battery, ControlLimits limits) {
        this.battery = battery;
        this.limits = limits;
    }

    /** What a battery makes of an order. */
    public sealed interface Offer {
        record Possible(StorageReading device, SetPoint setPoint) implements Offer {}

        /** The device answers and cannot do it, now or later. */
        record Impossible(String reason) implements Offer {}

        record Silent(String reason) implements Offer {}
    }

    public Offer ask(DispatchOrder order, Instant now) throws InterruptedException {
        return switch (battery.read()) {
            case Battery.Reply.Silent silent -> new Offer.Silent(silent.reason());
            case Battery.Reply.NoStorage _ ->
                new Offer.Impossible("the inverter has no SunSpec model 124 that can be set");
            case Battery.Reply.Read read -> offer(order, read.reading(), now);
        };
    }

    private Offer offer(DispatchOrder order, StorageReading device, Instant now) {
        Duration length = Duration.between(order.start(), order.end());
        if (device.revertSeconds().isEmpty() && length.compareTo(ControlLimits.LONGEST_WITHOUT_REVERSION) > 0) {
            return new Offer.Impossible("the device has no reversion timer and can be held for "
                    + ControlLimits.LONGEST_WITHOUT_REVERSION + " at most, not " + length);
        }
        int reversion = limits.reversionSeconds(Duration.between(now, order.end()));
        return SetPoint.of(order.power().watts(), device, reversion)
                .<Offer>map(setPoint -> new Offer.Possible(device, setPoint))
                .orElseGet(() -> new Offer.Impossible("the device has no value for " + order.power() + ": it can do "
                        + device.mostWatts().toBigInteger() + " W in steps of 10^" + device.rateScale() + " % of "
                        + device.ratedWatts().toBigInteger() + " W"));
    }

    /** Writes all of a set-point and reads all of it back. @return what is wrong, or nothing */
    public Optional<String> put(Offer.Possible offer) throws InterruptedException {
        Optional<String> unwritten = battery.write(offer.device().writes(offer.setPoint()));
        return unwritten.isPresent()
                ? unwritten
                : switch (battery.read()) {
                    case Battery.Reply.Silent silent -> Optional.of("not read back: " + silent.reason());
                    case Battery.Reply.NoStorage _ -> Optional.of("not read back: model 124 is gone");
                    case Battery.Reply.Read read -> read.reading().difference(offer.setPoint());
                };
    }

    /** Gives the device back to its own operation and reads that back. @return what is wrong, or nothing */
    public Optional<String> free() throws InterruptedException {
        // Reading first finds the device; a write to one that was never discovered has no address.
        if (battery.read() instanceof Battery.Reply.Silent silent) {
            return Optional.of(silent.reason());
        }
        Optional<String> unwritten = battery.write(StorageReading.release());
        return unwritten.isPresent()
                ? unwritten
                : switch (battery.read()) {
                    case Battery.Reply.Silent silent -> Optional.of("not read back: " + silent.reason());
                    case Battery.Reply.NoStorage _ -> Optional.of("not read back: model 124 is gone");
                    case Battery.Reply.Read read ->
                        read.reading().mode() == StorageReading.OWN_OPERATION
                                ? Optional.empty()
                                : Optional.of("read back mode " + read.reading().mode() + " after the release");
                };
    }

    /** Measured power now, + is charge; empty if it cannot be had. */
    public Optional<Power> measured() throws InterruptedException {
        return battery.measured();
    }

    /** Whether a measured power is what the set-point asks for, or more of it. */
    public static boolean follows(Power measured, SetPoint setPoint) {
        return -measured.watts() * 1000 >= setPoint.watts() * FOLLOWS_FROM_PERMILLE;
    }
}
