package energy.peerwatt.metergateway.link.domain;

/** Registers that are read in one request. */
public record RegisterBlock(RegisterFunction function, int start, int count) {
    /** What one reply of the protocol can hold. */
    public static final int MOST = 125;

    private static final int ADDRESSES = 65_536;

    public RegisterBlock {
        check(start, count);
    }

    /** @throws IllegalArgumentException if no request can ask for it */
    public static void check(int start, int count) {
        if (count < 1 || count > MOST || start < 0 || start + count > ADDRESSES) {
            throw new IllegalArgumentException("not a block of registers: " + start + " + " + count);
        }
    }

    public int end() {
        return start + count;
    }
}
