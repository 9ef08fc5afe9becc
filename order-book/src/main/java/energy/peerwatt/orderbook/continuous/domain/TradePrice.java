package energy.peerwatt.orderbook.continuous.domain;

/** Whose limit two crossing orders trade at; a setting of a market. */
public enum TradePrice {
    /** The limit of the order that was in the book first. */
    OLDER_ORDER,
    /** The seller's limit, whoever came first. */
    ASK
}
