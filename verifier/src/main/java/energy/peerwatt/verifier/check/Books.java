package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.evidence.book.SealedBook.Order;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.evidence.CanonicalText;
import energy.peerwatt.verifier.market.TreeClearing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sealed books from the first slot on, each slot round by round, each round cleared again with the same result. */
public final class Books {
    private final Map<Long, Book> byNumber = new TreeMap<>();
    private long orders;
    private long trades;

    /** A fill with the orders it is between, as its round had them. */
    record Trade(Fill fill, Order sell, Order buy) {}

    /** The checked rounds of a slot. */
    record Book(List<BookLine> rounds, List<Trade> trades) {
        BookLine last() {
            return rounds.getLast();
        }

        /** By round. */
        List<List<Fill>> fills() {
            return rounds.stream().map(round -> round.result().fills()).toList();
        }
    }

    private Books() {}

    public static Books check(BundleManifest manifest, List<Line<BookLine>> lines) throws Difference {
        Books books = new Books();
        Slot slot = manifest.firstSlot();
        RoundChain chain = new RoundChain();
        for (int i = 0; i < lines.size(); i++) {
            Line<BookLine> line = lines.get(i);
            Slot expected = slot;
            RoundChain ofSlot = chain;
            line.check("slot " + slot, () -> books.add(manifest, expected, ofSlot, line));
            if (line.value().book().last()) {
                books.byNumber.put(slot.number(), chain.book());
                slot = slot.next();
                chain = new RoundChain();
            } else if (i == lines.size() - 1) {
                throw line.difference("slot " + slot, "last", "a last round", "the end of the file");
            }
        }
        return books;
    }

    /** Books of any slots and communities, each by itself: rounds that the file does not have are not missed. */
    public static Books checkEach(List<Line<BookLine>> lines) throws Difference {
        Books books = new Books();
        for (Line<BookLine> line : lines) {
            String where = "slot " + line.value().book().slot();
            line.check(where, () -> books.recompute(line, where));
        }
        return books;
    }

    public long orders() {
        return orders;
    }

    public long trades() {
        return trades;
    }

    @Nullable
    Book of(Slot slot) {
        return byNumber.get(slot.number());
    }

    private void add(BundleManifest manifest, Slot slot, RoundChain chain, Line<BookLine> line) throws Difference {
        String where = "slot " + slot + ", round " + chain.next();
        line.same(where, "book.slot", slot, line.value().book().slot());
        line.same(
                where,
                "book.community",
                manifest.community(),
                line.value().book().community());
        chain.add(line, where, recompute(line, where));
    }

    /** @return its orders by id */
    private Map<OrderId, Order> recompute(Line<BookLine> line, String where) throws Difference {
        SealedBook book = line.value().book();
        ClearingResult result = line.value().result();
        line.same(
                where,
                "bookHash",
                CanonicalText.hash(line.raw().get("book")),
                line.value().bookHash());
        line.same(
                where,
                "resultHash",
                CanonicalText.hash(line.raw().get("result")),
                line.value().resultHash());
        Map<OrderId, Order> byId = orders(line, where, book);
        limits(line, where, byId, result.fills());
        boolean trimmed = result.welfareGap() != null;
        Fields.same(line, where, "result", TreeClearing.clear(book, line.value().bookHash(), trimmed), result);
        orders += book.orders().size();
        trades += result.fills().size();
        return byId;
    }

    private static Map<OrderId, Order> orders(Line<BookLine> line, String where, SealedBook book) throws Difference {
        Set<GridZoneId> zones = new HashSet<>();
        for (SealedBook.Zone zone : book.zones()) {
            line.holds(zones.add(zone.id()), where, "a zone stands once in a book", zone.id());
        }
        line.holds(book.tick().microPerKwh() > 0, where, "the tick is above zero", book.tick());
        Map<OrderId, Order> byId = new HashMap<>();
        Map<AccountId, Side> sides = new HashMap<>();
        for (Order order : book.orders()) {
            String which = where + ", order " + order.id();
            line.holds(byId.put(order.id(), order) == null, which, "an order stands once in a book", order.id());
            line.holds(zones.contains(order.zone()), which, "the zone is in the book", order.zone());
            line.holds(!order.energy().isZero(), which, "energy is above zero", order.energy());
            long offTick = order.limit().microPerKwh() % book.tick().microPerKwh();
            line.holds(offTick == 0, which, "the limit is on the tick " + book.tick(), order.limit());
            line.holds(
                    order.floor() == null
                            || order.cap() == null
                            || order.floor().compareTo(order.cap()) <= 0,
                    which,
                    "the floor is not above the cap",
                    order.floor());
            Side side = sides.putIfAbsent(order.account(), order.side());
            line.holds(
                    side == null || side == order.side(),
                    which,
                    "an account is on one side of a slot",
                    order.account());
        }
        return byId;
    }

    /** Each trade is within both orders' limits and bounds, and no order trades more than it asked for. */
    private static void limits(Line<BookLine> line, String where, Map<OrderId, Order> orders, List<Fill> fills)
            throws Difference {
        Map<OrderId, Long> traded = new HashMap<>();
        for (Fill fill : fills) {
            String which = where + ", trade " + fill.id();
            Order sell = orders.get(fill.sell());
            Order buy = orders.get(fill.buy());
            if (sell == null || buy == null) {
                throw line.difference(which, "orders", "two orders of the book", fill.sell() + " and " + fill.buy());
            }
            long received = fill.price().microPerKwh();
            long paid = received + fill.fee().microPerKwh() + fill.congestion().microPerKwh();
            boolean gift = fill.step() == ClearingResult.Step.GIFT;
            line.holds(
                    gift ? received == 0 : received >= limit(sell, fill.sellAlternative()),
                    which,
                    "not below the seller's limit, and nothing for a gift",
                    fill.price());
            line.holds(
                    gift || sell.floor() == null || received >= sell.floor().microPerKwh(),
                    which,
                    "not below the seller's floor",
                    fill.price());
            line.holds(
                    !gift || fill.buyer().equals(sell.giftTo()), which, "a gift goes to whom it is for", fill.buyer());
            line.holds(
                    paid <= limit(buy, fill.buyAlternative()),
                    which,
                    "price + fee + congestion not above the buyer's limit",
                    paid);
            line.holds(
                    buy.cap() == null || paid <= buy.cap().microPerKwh(),
                    which,
                    "price + fee + congestion not above the buyer's cap",
                    paid);
            if (fill.step() == ClearingResult.Step.DIRECT_BUY) {
                line.same(which, "directBuyOf", sell.id(), buy.directBuyOf());
                line.holds(
                        sell.nominated().isEmpty() || sell.nominated().contains(buy.account()),
                        which,
                        "an offer that names partners is bought by them only",
                        buy.account());
            }
            for (Order order : List.of(sell, buy)) {
                long sum = traded.merge(order.id(), fill.energy().wattHours(), Math::addExact);
                line.holds(sum <= order.energy().wattHours(), which, "an order trades no more than it has", sum);
            }
        }
    }

    private static long limit(Order order, @Nullable Integer alternative) {
        boolean known = alternative != null
                && alternative >= 0
                && alternative < order.preferences().size();
        return (known ? order.preferences().get(alternative).limit() : order.limit()).microPerKwh();
    }
}
