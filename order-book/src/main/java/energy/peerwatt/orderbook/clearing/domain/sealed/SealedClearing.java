package energy.peerwatt.orderbook.clearing.domain.sealed;

import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.clearing.domain.Clearing;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Clears a sealed book; its hash is the seed of ties. */
public final class SealedClearing {
    private static final Tier[] TIERS = Tier.values();

    private SealedClearing() {}

    /** @throws IllegalArgumentException if the zones are no tree, or an order is of a zone that the book does not have */
    public static ClearingResult clear(SealedBook book) {
        return clear(book, book.hash());
    }

    /**
     * As {@link #clear(SealedBook)}, for a caller that has the hash already.
     *
     * @param bookHash the hash of {@code book}
     */
    public static ClearingResult clear(SealedBook book, Hash32 bookHash) {
        return result(book, bookHash, Clearing.clear(clearingBook(book), bookHash));
    }

    /** The book in the words of the clearing. */
    public static ClearingBook clearingBook(SealedBook book) {
        return new ClearingBook(
                book.rule(),
                mode(book.mode()),
                book.tick().microPerKwh(),
                book.zones().stream().map(SealedClearing::zone).toList(),
                orders(book));
    }

    private static ClearingMode mode(SealedBook.Mode mode) {
        return switch (mode) {
            case AUCTION -> ClearingMode.AUCTION;
            case CONTINUOUS_ASK -> ClearingMode.CONTINUOUS_ASK;
            case CONTINUOUS_OLDER -> ClearingMode.CONTINUOUS_OLDER;
        };
    }

    /** They arrived as they were submitted, those of one moment by id; it counts outside of auctions only. */
    private static List<BookOrder> orders(SealedBook book) {
        List<BookOrder> orders =
                book.orders().stream().map(SealedClearing::order).toList();
        if (book.mode() == SealedBook.Mode.AUCTION && book.orders().stream().allMatch(o -> o.directBuyOf() == null)) {
            return orders;
        }
        Map<String, Long> places = new HashMap<>();
        book.orders().stream()
                .sorted(Comparator.comparing(SealedBook.Order::submittedAt).thenComparing(SealedBook.Order::id))
                .forEach(order -> places.put(order.id().toString(), (long) places.size()));
        return orders.stream()
                .map(order -> order.withSequence(places.get(order.id())))
                .toList();
    }

    private static BookZone zone(SealedBook.Zone zone) {
        return new BookZone(
                zone.id().value(),
                zone.parent() == null ? null : zone.parent().value(),
                zone.edgeFee().microPerKwh(),
                zone.localFee().microPerKwh(),
                zone.importLimit() == null ? null : zone.importLimit().wattHours(),
                zone.exportLimit() == null ? null : zone.exportLimit().wattHours());
    }

    private static BookOrder order(SealedBook.Order order) {
        return new BookOrder(
                order.id().toString(),
                order.account().toString(),
                order.zone().value(),
                order.side(),
                order.energy().wattHours(),
                order.minFill() == null ? 0 : order.minFill().wattHours(),
                order.limit().microPerKwh(),
                micro(order.floor()),
                micro(order.cap()),
                name(order.source()),
                name(order.building()),
                0,
                name(order.directBuyOf()),
                name(order.giftTo()),
                each(order.nominated(), AccountId::toString),
                each(order.preferences(), SealedClearing::preference));
    }

    private static Preference preference(SealedBook.Preference preference) {
        return new Preference(
                each(preference.partners(), AccountId::toString),
                each(preference.sources(), EnergySource::name),
                preference.maxTier() == null ? null : TIERS[preference.maxTier()],
                preference.limit().microPerKwh(),
                preference.maxEnergy() == null ? null : preference.maxEnergy().wattHours());
    }

    /** Nothing is made of nothing, for most orders have none of it. */
    private static <T, R> List<R> each(List<T> values, Function<T, R> function) {
        return values.isEmpty() ? List.of() : values.stream().map(function).toList();
    }

    private static @Nullable String name(@Nullable Object what) {
        return what == null ? null : what.toString();
    }

    private static @Nullable Long micro(@Nullable Price price) {
        return price == null ? null : price.microPerKwh();
    }

    /** What is published of a clearing of {@code book}. */
    public static ClearingResult result(SealedBook book, Hash32 bookHash, ClearingOutcome outcome) {
        return new ClearingResult(
                ClearingResult.VERSION,
                book.community(),
                book.slot(),
                bookHash,
                new Energy(outcome.volumeWh()),
                outcome.welfare().toString(),
                outcome.congestionRent().toString(),
                outcome.gap() == null ? null : outcome.gap().toString(),
                outcome.indicative() == null ? null : ZoneFigures.told(outcome.indicative()),
                ZoneFigures.of(outcome),
                SealedFills.of(book, bookHash, outcome));
    }
}
