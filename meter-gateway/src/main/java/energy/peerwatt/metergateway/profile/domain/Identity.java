package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import java.util.List;
import java.util.Optional;

/**
 * Where a device says which one it is.
 *
 * @param sunspec whether it does so in model 1
 * @param beside of several devices in one chain of models the one that has one of these; the first where there are none
 * @param part which part of the device answers for it; empty for the device itself
 * @param serial what tells it from all others of its family
 */
public record Identity(
        boolean sunspec,
        List<Integer> beside,
        Optional<String> part,
        Optional<Location> serial,
        Optional<Location> model,
        Optional<Location> firmware) {
    public Identity {
        beside = List.copyOf(beside);
    }

    /** What a register of identity says: text as it is, a number in decimal digits. */
    public static String read(Location location, RegisterWindow window) {
        return location.type().text()
                ? window.text(location.address(), location.registers(), location.type(), location.order())
                : Long.toUnsignedString(window.bits(location.address(), location.registers(), location.order()));
    }

    /** Whether a device of the family can be told from another. */
    public boolean unique() {
        return sunspec || serial.isPresent();
    }
}
