package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.evidence.book.SealedBook.Order;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of one slot, one after the other: each names the one before, goes on with what its orders had left, and lets
 * through the limits what the rounds before it left of them.
 */
final class RoundChain {
    private final List<BookLine> rounds = new ArrayList<>();
    private final List<Books.Trade> trades = new ArrayList<>();
    private final Map<OrderId, Order> seen = new HashMap<>();
    private final Map<OrderId, Long> filled = new HashMap<>();
    private final Map<AccountId, Side> sides = new HashMap<>();
    private final Map<GridZoneId, Left> limits = new HashMap<>();

    /**
     * What a round leaves of a zone's limits; null for none.
     *
     * @param importWasShut whether that round let nothing in
     * @param exportWasShut whether that round let nothing out
     */
    private record Left(
            long version,
            @Nullable GridZoneId parent,
            @Nullable Long toImport,
            @Nullable Long toExport,
            boolean importWasShut,
            boolean exportWasShut) {}

    /** The number that the next round must have. */
    int next() {
        return rounds.size();
    }

    Books.Book book() {
        return new Books.Book(List.copyOf(rounds), List.copyOf(trades));
    }

    /** @param orders those of the round, by id */
    void add(Line<BookLine> line, String where, Map<OrderId, Order> orders) throws Difference {
        SealedBook book = line.value().book();
        line.same(where, "book.round", next(), book.round());
        BookLine before = rounds.isEmpty() ? null : rounds.getLast();
        line.same(where, "book.previousBook", before == null ? null : before.bookHash(), book.previousBook());
        line.same(where, "book.previousResult", before == null ? null : before.resultHash(), book.previousResult());
        for (Order order : book.orders()) {
            carriedOn(line, where + ", order " + order.id(), order);
        }
        for (SealedBook.Zone zone : book.zones()) {
            limits(line, where + ", zone " + zone.id(), zone);
        }
        for (Fill fill : line.value().result().fills()) {
            trade(line, where, fill, orders);
        }
        leave(line.value());
        rounds.add(line.value());
        if (book.last()) {
            OptionalInt stranger = RoundModes.firstStranger(rounds);
            line.holds(
                    stranger.isEmpty(),
                    where,
                    "every round of a slot is held as its last one is, or is one offer and who buys it directly",
                    "round " + stranger.orElse(-1));
        }
    }

    /** What it has left and what it got make what it stands for, on the same terms in all rounds. */
    private void carriedOn(Line<BookLine> line, String which, Order order) throws Difference {
        long whole = (order.placed() == null ? order.energy() : order.placed()).wattHours();
        long got = filled.getOrDefault(order.id(), 0L);
        line.same(which, "energy", whole - got, order.energy().wattHours());
        Order before = seen.put(order.id(), order);
        if (before == null) {
            return;
        }
        line.holds(order.directBuyOf() == null, which, "a direct buy stands in no later round", order.directBuyOf());
        line.same(which, "account", before.account(), order.account());
        line.same(which, "side", before.side(), order.side());
        // Whoever wants other terms replaces the order, and the new one has an id of its own.
        line.same(which, "submittedAt", before.submittedAt(), order.submittedAt());
        line.same(which, "limit", before.limit(), order.limit());
        line.same(which, "zone", before.zone(), order.zone());
        line.same(which, "mandate", before.mandate(), order.mandate());
        line.same(which, "minFill", before.minFill(), order.minFill());
        line.same(which, "source", before.source(), order.source());
        // Whom it names may change: a name counts while the other agrees to be known.
        line.same(which, "preferences, partners aside", withoutPartners(before), withoutPartners(order));
        long wholeBefore = (before.placed() == null ? before.energy() : before.placed()).wattHours();
        line.same(which, "placed", wholeBefore, whole);
    }

    private static List<SealedBook.Preference> withoutPartners(Order order) {
        return order.preferences().stream()
                .map(alternative -> new SealedBook.Preference(
                        List.of(),
                        alternative.sources(),
                        alternative.maxTier(),
                        alternative.limit(),
                        alternative.maxEnergy()))
                .toList();
    }

    private void limits(Line<BookLine> line, String which, SealedBook.Zone zone) throws Difference {
        Left left = limits.get(zone.id());
        // Another definition has limits of its own, which no round before says.
        if (left != null && left.version == zone.version() && Objects.equals(left.parent, zone.parent())) {
            limit(line, which, "importLimit", left.toImport, zone.importLimit(), left.importWasShut);
            limit(line, which, "exportLimit", left.toExport, zone.exportLimit(), left.exportWasShut);
        }
    }

    /** @param wasShut whether the limit stood at 0, as one does that was lowered below what flowed by then */
    private static void limit(
            Line<BookLine> line,
            String which,
            String field,
            @Nullable Long left,
            @Nullable Energy stated,
            boolean wasShut)
            throws Difference {
        Long wh = stated == null ? null : stated.wattHours();
        if (wasShut && left != null && wh != null && wh < left) {
            return;
        }
        line.same(which, field, left, wh);
    }

    private void trade(Line<BookLine> line, String where, Fill fill, Map<OrderId, Order> orders) throws Difference {
        trades.add(new Books.Trade(
                fill, Objects.requireNonNull(orders.get(fill.sell())), Objects.requireNonNull(orders.get(fill.buy()))));
        filled.merge(fill.sell(), fill.energy().wattHours(), Math::addExact);
        filled.merge(fill.buy(), fill.energy().wattHours(), Math::addExact);
        side(line, where, fill.seller(), Side.SELL);
        side(line, where, fill.buyer(), Side.BUY);
    }

    private void side(Line<BookLine> line, String where, AccountId account, Side side) throws Difference {
        Side before = sides.putIfAbsent(account, side);
        line.holds(
                before == null || before == side,
                where + ", account " + account,
                "an account sells or buys in a slot, not both",
                side);
    }

    private void leave(BookLine line) {
        Map<GridZoneId, Long> entered = new HashMap<>();
        for (ZoneResult zone : line.result().zones()) {
            entered.put(zone.zone(), zone.flow() == null ? 0 : zone.flow().wattHours());
        }
        for (SealedBook.Zone zone : line.book().zones()) {
            long flow = entered.getOrDefault(zone.id(), 0L);
            limits.put(
                    zone.id(),
                    new Left(
                            zone.version(),
                            zone.parent(),
                            zone.importLimit() == null
                                    ? null
                                    : zone.importLimit().wattHours() - flow,
                            zone.exportLimit() == null
                                    ? null
                                    : zone.exportLimit().wattHours() + flow,
                            Energy.ZERO.equals(zone.importLimit()),
                            Energy.ZERO.equals(zone.exportLimit())));
        }
    }
}
