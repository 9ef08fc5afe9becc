package energy.peerwatt.messages.evidence;

/** The side of an order. The ordinal is what is hashed: 0 sell, 1 buy. */
public enum Side {
    SELL,
    BUY;

    public Side opposite() {
        return this == SELL ? BUY : SELL;
    }
}
