package energy.peerwatt.orderbook.continuous.domain;

/** What became of a command. The first five are effects, the others are refusals that changed nothing. */
public enum Outcome {
    /** What is left of the order waits in the book. */
    RESTING,
    /** Nothing is left of the order. */
    FILLED,
    /** An immediate order's rest, possibly all of it, found nobody and is gone. */
    EXPIRED,
    CANCELLED,
    /** The order was made smaller and kept its place in the queue. */
    REDUCED,
    /** An order with this id rests already. */
    DUPLICATE_ID,
    /** No such order rests, or it is somebody else's, which is nobody's business. */
    NOT_FOUND,
    /** A direct buy named an offer of the buyer itself. */
    OWN_OFFER,
    /** A direct buy named an offer that costs more than the buyer's limit. */
    OVER_LIMIT,
    /** A direct buy named an offer that has less left than the buyer's, or leaves less than the seller's, smallest fill. */
    FILL_TOO_SMALL;

    public boolean isRefusal() {
        return switch (this) {
            case RESTING, FILLED, EXPIRED, CANCELLED, REDUCED -> false;
            case DUPLICATE_ID, NOT_FOUND, OWN_OFFER, OVER_LIMIT, FILL_TOO_SMALL -> true;
        };
    }
}
