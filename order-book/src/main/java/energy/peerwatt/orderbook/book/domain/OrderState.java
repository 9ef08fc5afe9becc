package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.quantity.Energy;

/** Where an order stands. All but ACCEPTED are final. */
public enum OrderState {
    /** In the book, waiting for the gate. */
    ACCEPTED,
    /** Never entered the book; the violations say why. */
    REJECTED,
    CANCELLED,
    /** Another order of its owner has taken its place. */
    REPLACED,
    /** Its time was over before its gate. */
    EXPIRED,
    /** The auction gave all of it. */
    FILLED,
    /** The auction gave some of it. */
    PARTIALLY_FILLED,
    /** The auction gave nothing. */
    UNFILLED;

    static OrderState cleared(Energy wanted, Energy filled) {
        if (filled.isZero()) {
            return UNFILLED;
        }
        return filled.equals(wanted) ? FILLED : PARTIALLY_FILLED;
    }
}
