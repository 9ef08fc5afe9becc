package energy.peerwatt.metergateway.commission.domain;

/**
 * Who a device says it is. Texts are empty where it does not say.
 *
 * @param method by what it was recognised
 * @param profileHash of the register map it was read by, as readings carry it
 */
public record DeviceIdentity(
        Method method, String profile, String profileHash, String maker, String model, String firmware, String serial) {

    /** How a device was recognised. */
    public enum Method {
        SUNSPEC,
        REGISTERS,
        /** The installer named the profile, for the device does not tell. */
        BY_HAND
    }
}
