package energy.peerwatt.orderbook.clearing.domain.book;

import energy.peerwatt.orderbook.clearing.domain.book.Rejected.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with an order. */
final class Faults {
    /** Most that one order may offer or want: the largest whole number that every JSON reader keeps exact. */
    static final long MAX_WH = (1L << 53) - 1;

    /** Highest price, micro-currency per kWh. */
    static final long MAX_PRICE = 0xFFFF_FFFFL;

    private final List<Violation> violations = new ArrayList<>();

    void add(String code, String field, String message) {
        violations.add(new Violation(code, field, message));
    }

    /** The message is only made where it is needed: a book may have a million good orders. */
    void unless(boolean good, String code, String field, Supplier<String> message) {
        if (!good) {
            add(code, field, message.get());
        }
    }

    void energy(String field, long wh, long least) {
        unless(
                wh >= least && wh <= MAX_WH,
                "energy-range",
                field,
                () -> field + " is " + wh + ", allowed is " + least + " to " + MAX_WH);
    }

    void price(String field, @Nullable Long price) {
        unless(
                price == null || price >= 0 && price <= MAX_PRICE,
                "price-range",
                field,
                () -> field + " is " + price + ", allowed is 0 to " + MAX_PRICE + " micro-currency per kWh");
    }

    void limit(String field, @Nullable Long limit, long tick) {
        price(field, limit);
        unless(
                limit == null || limit % tick == 0,
                "off-tick",
                field,
                () -> field + " is " + limit + ", which is not a multiple of the tick " + tick);
    }

    List<Violation> found() {
        return violations;
    }
}
