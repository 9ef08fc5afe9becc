package energy.peerwatt.orderbook.clearing.domain.book;

/** How the orders of a book meet. */
public enum ClearingMode {
    /** All at once, at one price per zone; who came first does not count. */
    AUCTION,
    /** One after the other, best price first, then the older; at the price of the sell order. */
    CONTINUOUS_ASK,
    /** One after the other, best price first, then the older; at the price of the older order. */
    CONTINUOUS_OLDER
}
