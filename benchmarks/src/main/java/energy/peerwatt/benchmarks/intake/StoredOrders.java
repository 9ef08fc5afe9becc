package energy.peerwatt.benchmarks.intake;

import energy.peerwatt.benchmarks.WrongResult;

/** What the database must hold of orders 0 to {@code count}, half-open: each of them once, accepted, with its energy. */
record StoredOrders(Surroundings around, String database) {
    void check(long count) {
        WrongResult.unlessEqual("orders stored", count, around.number(database, "SELECT count(*) FROM book_order"));
        WrongResult.unlessEqual(
                "orders accepted",
                count,
                around.number(database, "SELECT count(DISTINCT id) FROM book_order WHERE state = 'ACCEPTED'"));
        WrongResult.unlessEqual(
                "Wh of all orders",
                Market.energyWh(0, count),
                around.number(database, "SELECT sum(energy_wh) FROM book_order"));
    }
}
