package energy.peerwatt.metergateway.commission.domain;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who a device says it is. Texts are empty where it does not say.
 *
 * @param method by what it was recognised
 * @param profileHash of the register map it was read by, as readings carry it
 * @param objects what it says of itself by function 43, by the ids of the objects; null in journals from before that was
 *     asked
 */
public record DeviceIdentity(
        Method method,
        String profile,
        String profileHash,
        String maker,
        String model,
        String firmware,
        String serial,
        @Nullable SortedMap<Integer, String> objects) {
    public DeviceIdentity {
        objects = objects == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    }

    /** How a device was recognised. */
    public enum Method {
        FC43,
        SUNSPEC,
        REGISTERS,
        /** The installer named the profile, for the device does not tell. */
        BY_HAND
    }
}
