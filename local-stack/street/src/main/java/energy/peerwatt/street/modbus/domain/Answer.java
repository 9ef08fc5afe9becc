package energy.peerwatt.street.modbus.domain;

/** What a device says to a request. */
public sealed interface Answer {
    /** The registers asked for, high byte first. */
    record Registers(byte[] bytes) implements Answer {}

    /** A write that has taken effect. */
    record Written() implements Answer {}

    /** A refusal; nothing was changed. */
    record Refused(Refusal reason) implements Answer {}

    Answer WRITTEN = new Written();
    Answer ILLEGAL_FUNCTION = new Refused(Refusal.ILLEGAL_FUNCTION);
    Answer ILLEGAL_ADDRESS = new Refused(Refusal.ILLEGAL_ADDRESS);
    Answer ILLEGAL_VALUE = new Refused(Refusal.ILLEGAL_VALUE);
    Answer DEVICE_FAILURE = new Refused(Refusal.DEVICE_FAILURE);

    /** Exceptions of the Modbus specification, by their codes 1 to 4. */
    enum Refusal {
        ILLEGAL_FUNCTION,
        ILLEGAL_ADDRESS,
        ILLEGAL_VALUE,
        DEVICE_FAILURE
    }
}
