package energy.peerwatt.metergateway.codec.domain;

/** In which order the bytes of a value travel, A being the highest of four; longer values likewise. */
public enum WordOrder {
    /** As the protocol has it: high register first, high byte first. */
    ABCD(false, false),
    /** Low register first, low byte first. */
    DCBA(true, true),
    /** High register first, the bytes within each swapped. */
    BADC(false, true),
    /** Low register first, high byte first. */
    CDAB(true, false);

    private final boolean lowRegisterFirst;
    private final boolean lowByteFirst;

    WordOrder(boolean lowRegisterFirst, boolean lowByteFirst) {
        this.lowRegisterFirst = lowRegisterFirst;
        this.lowByteFirst = lowByteFirst;
    }

    boolean lowRegisterFirst() {
        return lowRegisterFirst;
    }

    boolean lowByteFirst() {
        return lowByteFirst;
    }
}
