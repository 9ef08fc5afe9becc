package energy.peerwatt.metergateway.support;

/** What {@link FaultProxy} does to a reply. */
public enum Fault {
    /** Comes after the gateway stopped waiting, by whatever connection is open then; later replies come behind it. */
    LATE,
    /** With the number of another request; only where replies have numbers. */
    SWAPPED_TRANSACTION,
    /** From another unit, else right. */
    WRONG_UNIT,
    /** Of another function, else right. */
    WRONG_FUNCTION,
    /** Ends in the middle; nothing more comes. */
    CUT_SHORT,
    /** One register less than asked for, in a frame that is right in itself. */
    ONE_REGISTER_SHORT,
    /** One to three bits are wrong: anywhere on a line, which has a CRC, in the head on TCP, which has its own checksum. */
    FLIPPED_BITS,
    /** Bytes of noise in front of it. */
    NOISE,
    /** It comes twice. */
    DOUBLED,
    /** Byte by byte, with pauses; still in time as a rule. */
    DRIBBLED,
    /** Never comes, nor anything else by this connection, which stays open. */
    HALF_OPEN,
    /** The connection is reset, before or in the middle of it. */
    RESET
}
