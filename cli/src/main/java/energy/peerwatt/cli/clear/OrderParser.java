package energy.peerwatt.cli.clear;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.orderbook.clearing.domain.book.BookCheck;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import energy.peerwatt.orderbook.clearing.domain.book.Rejected.Violation;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order of a file. A value that cannot be read makes the order rejected, not the file; in the order that is made
 * nevertheless, to see what else is wrong, a harmless value stands in for it.
 */
final class OrderParser {
    private static final List<String> FIELDS = List.of(
            "id",
            "account",
            "zone",
            "side",
            "wh",
            "minFillWh",
            "limit",
            "floor",
            "cap",
            "source",
            "building",
            "submittedAt",
            "directBuyOf",
            "giftTo",
            "nominated",
            "preferences");
    private static final List<String> PREFERENCE_FIELDS = List.of("partners", "sources", "maxTier", "limit", "maxWh");

    private final String id;
    private final Fields fields;
    private final List<Violation> violations = new ArrayList<>();
    private final @Nullable String zone;
    private final @Nullable Instant submittedAt;
    private final BookOrder order;

    private OrderParser(String id, JsonNode node, String at, List<String> problems) {
        this.id = id;
        this.fields = new Fields(node, "", (field, message) -> violations.add(unreadable(field, message)));
        this.zone = fields.text("zone");
        this.submittedAt = fields.time("submittedAt");
        this.order = read(preferences(at, problems));
    }

    /** @param problems takes what makes the whole file no book */
    static OrderParser of(JsonNode node, String at, List<String> problems) {
        Fields outside = new Fields(node, at, (field, message) -> problems.add(field + ": " + message));
        outside.nothingBut(FIELDS);
        String id = outside.text("id");
        if (!outside.has("id")) {
            problems.add(at + "id: is missing");
        }
        return new OrderParser(id == null ? at : id, node, at, problems);
    }

    private static Violation unreadable(String field, String message) {
        return new Violation("unreadable", field, field + ": " + message);
    }

    private void need(String field) {
        if (!fields.has(field)) {
            violations.add(new Violation("missing", field, field + " is missing"));
        }
    }

    private BookOrder read(List<Preference> preferences) {
        String account = fields.text("account");
        Side side = fields.choice("side", Side.class);
        need("side");
        need("wh");
        return new BookOrder(
                id,
                account == null ? id : account,
                "",
                side == null ? Side.SELL : side,
                fields.whole("wh", 1),
                fields.whole("minFillWh", 0),
                fields.whole("limit"),
                fields.whole("floor"),
                fields.whole("cap"),
                fields.text("source"),
                fields.text("building"),
                0,
                fields.text("directBuyOf"),
                fields.text("giftTo"),
                fields.texts("nominated"),
                preferences);
    }

    private List<Preference> preferences(String at, List<String> problems) {
        List<Preference> preferences = new ArrayList<>();
        List<JsonNode> nodes = fields.objects("preferences");
        for (int i = 0; i < nodes.size(); i++) {
            String place = "preferences[" + i + "].";
            new Fields(nodes.get(i), at + place, (field, message) -> problems.add(field + ": " + message))
                    .nothingBut(PREFERENCE_FIELDS);
            Fields inside =
                    new Fields(nodes.get(i), place, (field, message) -> violations.add(unreadable(field, message)));
            preferences.add(new Preference(
                    inside.texts("partners"),
                    inside.texts("sources"),
                    inside.choice("maxTier", Tier.class),
                    inside.whole("limit"),
                    inside.whole("maxWh")));
        }
        return preferences;
    }

    String id() {
        return id;
    }

    @Nullable
    String zone() {
        return zone;
    }

    @Nullable
    Instant submittedAt() {
        return submittedAt;
    }

    boolean isDirectBuy() {
        return order.directBuyOf() != null;
    }

    /** What could not be read. */
    List<Violation> violations() {
        return violations;
    }

    /** What could not be read and what else is wrong with the order or with another of the same id. */
    List<Violation> allViolations(BookCheck check, ClearingBook book) {
        List<Violation> all = new ArrayList<>(violations);
        List<String> known = violations.stream().map(Violation::field).toList();
        for (BookOrder each : book.orders()) {
            if (each.id().equals(id)) {
                check.violations(each).stream()
                        .filter(violation -> !known.contains(violation.field()) && !all.contains(violation))
                        .filter(violation -> !violation.code().equals("limit-missing") || !known.contains("side"))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** @param zoneOfMost zone of an order that names none; null if it has to */
    BookOrder order(long sequence, @Nullable String zoneOfMost) {
        String in = zone != null ? zone : zoneOfMost;
        return new BookOrder(
                order.id(),
                order.account(),
                in == null ? "" : in,
                order.side(),
                order.wh(),
                order.minFillWh(),
                order.limit(),
                order.floor(),
                order.cap(),
                order.source(),
                order.building(),
                sequence,
                order.directBuyOf(),
                order.giftTo(),
                order.nominated(),
                order.preferences());
    }
}
