package energy.peerwatt.orderbook.clearing.domain.pair;

/**
 * One alternative of an order, ready to be traded.
 *
 * @param order number of the order
 * @param alternative which of its alternatives
 * @param party number of the party
 * @param limit micro-currency per kWh, clipped to floor or cap
 * @param wh most by this alternative
 */
record Lot(int order, int alternative, int party, long limit, long wh) {}
