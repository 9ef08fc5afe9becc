package energy.peerwatt.orderbook.market.domain;

/** How far a slot has come. */
public enum SlotState {
    /** Orders are taken, and traded in rounds. */
    OPEN,
    /** The gate is closed; the last round is being cleared. */
    SEALED,
    /** All that trades has traded, and nothing of it is delivered yet. */
    CLEARED,
    /** From its start until it is settled in some way. */
    DELIVERING,
    /** Settled provisionally: of a member whose readings are missing it is believed that it did what it traded. */
    METERED,
    /** Settled by all readings at once. */
    SETTLED,
    /** Settled by all readings after it was settled provisionally; the difference is posted. */
    TRUED_UP
}
