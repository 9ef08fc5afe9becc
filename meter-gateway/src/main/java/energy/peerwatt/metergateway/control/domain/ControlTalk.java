package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.domain.ControlPoint.Reply;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said to a device, and whether it has understood: nothing counts as done that was not read back. */
public final class ControlTalk {
    private final ControlPoint point;
    private final ControlLimits limits;

    public ControlTalk(ControlPoint point, ControlLimits limits) {
        this.point = point;
        this.limits = limits;
    }

    /** What a device makes of an order. */
    public sealed interface Offer {
        record Possible(String device, Ability ability, SetPoint setPoint) implements Offer {}

        /** The device answers and cannot do it, now or later. */
        record Impossible(String reason) implements Offer {}

        record Silent(String reason) implements Offer {}
    }

    /** What a device is, and how it would be given back. */
    public sealed interface Freeing {
        record Possible(Ability ability) implements Freeing {}

        record Not(String reason) implements Freeing {}
    }

    /**
     * @param left until the device is given back
     * @param expected the device that holds the set-point now; null if none does
     */
    public Offer ask(DispatchOrder order, Duration left, @Nullable String expected) throws InterruptedException {
        return switch (point.read()) {
            case Reply.Silent silent -> new Offer.Silent(silent.reason());
            case Reply.Unable unable -> new Offer.Impossible(unable.reason());
            case Reply.Ready ready ->
                another(ready, expected).<Offer>map(Offer.Silent::new).orElseGet(() -> offer(order, ready, left));
        };
    }

    private Offer offer(DispatchOrder order, Reply.Ready ready, Duration left) {
        Ability ability = ready.ability();
        int seconds = limits.reversionSeconds(ability.control(), left);
        return switch (Clamp.of(order.kind(), order.power().watts(), ability, seconds)) {
            case Clamp.Told told -> new Offer.Possible(ready.device(), ability, told.setPoint());
            case Clamp.Refused refused -> new Offer.Impossible(refused.reason());
        };
    }

    /** A device that was exchanged must not be written to as if it were the one before. */
    private static Optional<String> another(Reply.Ready ready, @Nullable String expected) {
        return expected == null || expected.equals(ready.device())
                ? Optional.empty()
                : Optional.of("the set-point is on " + expected + ", but " + ready.device() + " answers");
    }

    /** Writes all of a set-point and reads all of it back. @return what is wrong, or nothing */
    public Optional<String> put(Offer.Possible offer) throws InterruptedException {
        Optional<String> unwritten = point.write(offer.ability().writes(offer.setPoint()));
        return unwritten.isPresent()
                ? unwritten
                : switch (point.read()) {
                    case Reply.Silent silent -> Optional.of("not read back: " + silent.reason());
                    case Reply.Unable unable -> Optional.of("not read back: " + unable.reason());
                    case Reply.Ready ready ->
                        another(ready, offer.device()).or(() -> ready.ability().difference(offer.setPoint()));
                };
    }

    /** Reading first finds the device; a write to one that was never discovered has no address. */
    public Freeing prepareToFree(@Nullable String expected) throws InterruptedException {
        return switch (point.read()) {
            case Reply.Silent silent -> new Freeing.Not(silent.reason());
            case Reply.Unable unable -> new Freeing.Not(unable.reason());
            case Reply.Ready ready ->
                another(ready, expected)
                        .<Freeing>map(Freeing.Not::new)
                        .orElseGet(() -> new Freeing.Possible(ready.ability()));
        };
    }

    /** Gives the device back to its own operation and reads that back. @return what is wrong, or nothing */
    public Optional<String> free(Freeing.Possible device) throws InterruptedException {
        Optional<String> unwritten = point.write(device.ability().release());
        return unwritten.isPresent()
                ? unwritten
                : switch (point.read()) {
                    case Reply.Silent silent -> Optional.of("not read back: " + silent.reason());
                    case Reply.Unable unable -> Optional.of("not read back: " + unable.reason());
                    case Reply.Ready ready ->
                        ready.ability().unreleased().map(difference -> difference + " after the release");
                };
    }

    /** The power that the set-point is about; empty if it cannot be had. */
    public Optional<Power> measured() throws InterruptedException {
        return point.measured();
    }
}
