package energy.peerwatt.cli.clear;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.book.BookCheck;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.book.Rejected;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneCheck;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a book of JSON, filling in what is absent. What somebody noted beside the book is passed over and named; a field of
 * a zone or an order that does not exist is an error, for it may be a typing slip.
 */
final class BookParser {
    private static final List<String> BOOK_FIELDS = List.of("rule", "mode", "tick", "zones", "orders");
    private static final List<String> ZONE_FIELDS =
            List.of("id", "parent", "edgeFee", "localFee", "importLimitWh", "exportLimitWh");
    private static final String ONLY_ZONE = "A";
    private static final long MOST_WH = 1L << 60;

    private final @Nullable PriceRule ruleInstead;
    private final List<String> problems = new ArrayList<>();

    BookParser(@Nullable PriceRule ruleInstead) {
        this.ruleInstead = ruleInstead;
    }

    BookFile parse(JsonNode root) throws BookFileProblem {
        if (!root.isObject()) {
            throw new BookFileProblem(List.of("is no JSON object; allowed is {\"orders\": [...], ...}"));
        }
        Fields fields = new Fields(root, "", (field, message) -> problems.add(field + ": " + message));
        List<String> passedOver = fields.others(BOOK_FIELDS);
        PriceRule rule = fields.choice("rule", PriceRule.class);
        ClearingMode mode = fields.choice("mode", ClearingMode.class);
        long tick = fields.whole("tick", 1);
        if (tick < 1) {
            problems.add("tick: " + tick + " is not allowed; 1 or more");
        }
        List<BookZone> zones = zones(fields);
        List<OrderParser> orders = orders(fields);
        if (zones.isEmpty()) {
            zones = List.of(BookZone.alone(onlyZone(orders)));
        }
        String zoneOfMost = zones.size() == 1 ? zones.getFirst().id() : null;
        ClearingBook read = ClearingBook.of(
                ruleInstead != null ? ruleInstead : rule != null ? rule : PriceRule.EQUILIBRIUM,
                mode != null ? mode : ClearingMode.AUCTION,
                Math.max(tick, 1),
                zones,
                Arrival.inOrder(orders, zoneOfMost, mode == null || mode == ClearingMode.AUCTION));
        problems.addAll(ZoneCheck.problems(read.zones()));
        if (!problems.isEmpty()) {
            throw new BookFileProblem(problems);
        }
        return within(split(read, orders, passedOver));
    }

    /** Larger sums than any grid carries would not be reckoned exactly any more. */
    private static BookFile within(BookFile file) throws BookFileProblem {
        long sum = 0;
        for (BookOrder order : file.book().orders()) {
            sum += Math.clamp(order.wh(), 0, MOST_WH);
            if (sum > MOST_WH) {
                throw new BookFileProblem(
                        List.of("orders: together they have more than " + MOST_WH + " Wh, which is the most allowed"));
            }
        }
        return file;
    }

    /** Takes out the orders of which a value could not be read, with all that is wrong with them. */
    private static BookFile split(ClearingBook book, List<OrderParser> parsers, List<String> passedOver) {
        BookCheck check = new BookCheck(book);
        Set<String> unreadable = new LinkedHashSet<>();
        List<Rejected> rejected = new ArrayList<>();
        for (OrderParser parser : parsers) {
            if (!parser.violations().isEmpty() && unreadable.add(parser.id())) {
                rejected.add(new Rejected(parser.id(), parser.allViolations(check, book)));
            }
        }
        List<BookOrder> good = book.orders().stream()
                .filter(order -> !unreadable.contains(order.id()))
                .toList();
        return new BookFile(book.withOrders(good), rejected, passedOver);
    }

    private List<BookZone> zones(Fields fields) {
        List<BookZone> zones = new ArrayList<>();
        List<JsonNode> nodes = fields.objects("zones");
        for (int i = 0; i < nodes.size(); i++) {
            String at = "zones[" + i + "].";
            Fields zone = new Fields(nodes.get(i), at, (field, message) -> problems.add(field + ": " + message));
            zone.nothingBut(ZONE_FIELDS);
            String id = zone.text("id");
            if (id == null && !zone.has("id")) {
                problems.add(at + "id: is missing");
            }
            zones.add(new BookZone(
                    id == null ? at : id,
                    zone.text("parent"),
                    zone.whole("edgeFee", 0),
                    zone.whole("localFee", 0),
                    zone.whole("importLimitWh"),
                    zone.whole("exportLimitWh")));
        }
        return zones;
    }

    private List<OrderParser> orders(Fields fields) {
        List<OrderParser> orders = new ArrayList<>();
        if (!fields.has("orders")) {
            problems.add("orders: is missing; allowed is an array, also an empty one");
        }
        List<JsonNode> nodes = fields.objects("orders");
        for (int i = 0; i < nodes.size(); i++) {
            orders.add(OrderParser.of(nodes.get(i), "orders[" + i + "].", problems));
        }
        return orders;
    }

    /** The zone of a book that describes none: the one that its orders name. */
    private String onlyZone(List<OrderParser> orders) {
        Set<String> named = new LinkedHashSet<>();
        for (OrderParser order : orders) {
            if (order.zone() != null) {
                named.add(order.zone());
            }
        }
        if (named.size() > 1) {
            problems.add("zones: are missing, but orders name " + named + "; describe them, or name one at most");
        }
        return named.isEmpty() ? ONLY_ZONE : named.iterator().next();
    }
}
