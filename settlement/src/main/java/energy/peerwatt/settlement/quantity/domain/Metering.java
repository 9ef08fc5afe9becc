package energy.peerwatt.settlement.quantity.domain;

import energy.peerwatt.messages.quantity.Energy;

/** What is known of a member's meter in a slot. */
public sealed interface Metering {
    /** No energy can be booked: the meter's counter epoch changed in the slot. */
    Metering NOTHING = new Measured(Energy.ZERO, Energy.ZERO);

    /**
     * Differences of sealed registers over the slot.
     *
     * @param imported gross, Wh
     * @param exported gross, Wh
     */
    record Measured(Energy imported, Energy exported) implements Metering {}

    /**
     * Registers at a slot boundary.
     *
     * @param epoch of the counters; energy is never a difference across two
     */
    record Registers(int epoch, Energy imported, Energy exported) {}

    /** What the registers of a slot's two boundaries say; {@link #NOTHING} across epochs or where a counter fell. */
    static Metering between(Registers start, Registers end) {
        boolean fell =
                end.imported().compareTo(start.imported()) < 0 || end.exported().compareTo(start.exported()) < 0;
        return start.epoch() != end.epoch() || fell
                ? NOTHING
                : new Measured(
                        end.imported().minus(start.imported()), end.exported().minus(start.exported()));
    }

    /** Readings are still to come: until then all that was traded counts as delivered and taken. */
    record Awaited() implements Metering {}
}
