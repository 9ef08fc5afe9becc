package energy.peerwatt.messages.quantity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The net of a slot in watt-hours: import minus export. + is import from the grid into the home, - is export. */
public record NetEnergy(@JsonValue long wattHours) {
    @JsonCreator
    public NetEnergy {}

    public static NetEnergy of(Energy imported, Energy exported) {
        return new NetEnergy(Math.subtractExact(imported.wattHours(), exported.wattHours()));
    }

    /** What a seller delivered: max(0, -net). */
    public Energy surplus() {
        return new Energy(Math.max(0, Math.negateExact(wattHours)));
    }

    /** What a buyer took: max(0, net). */
    public Energy need() {
        return new Energy(Math.max(0, wattHours));
    }
}
