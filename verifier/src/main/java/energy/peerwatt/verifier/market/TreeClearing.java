package energy.peerwatt.verifier.market;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.verifier.evidence.CanonicalText;
import energy.peerwatt.verifier.evidence.Keccak;
import energy.peerwatt.verifier.market.tree.BookAuction;
import energy.peerwatt.verifier.market.tree.Choice;
import energy.peerwatt.verifier.market.tree.ContinuousRound;
import energy.peerwatt.verifier.market.tree.Fill;
import energy.peerwatt.verifier.market.tree.Offer;
import energy.peerwatt.verifier.market.tree.Order;
import energy.peerwatt.verifier.market.tree.Zone;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Clears a sealed book over trees of zones: a pure function, the same on every machine. */
public final class TreeClearing {
    private final SealedBook book;
    private final Hash32 bookHash;
    private final Map<String, Zone> zones = new HashMap<>();
    private final Map<String, SealedBook.Order> orders = new HashMap<>();
    private final Map<String, Long> arrivals = new HashMap<>();
    private final Outcome outcome;

    private TreeClearing(SealedBook book, Hash32 bookHash, boolean trimmed) {
        this.book = book;
        this.bookHash = bookHash;
        book.zones().forEach(zone -> zones.put(zone.id().value(), zone(zone)));
        book.orders().forEach(order -> orders.put(order.id().toString(), order));
        book.orders().stream()
                .sorted(Comparator.comparing(SealedBook.Order::submittedAt).thenComparing(SealedBook.Order::id))
                .forEach(order -> arrivals.put(order.id().toString(), (long) arrivals.size()));
        List<Order> wishes = book.orders().stream().map(this::wish).toList();
        this.outcome = switch (book.mode()) {
            case AUCTION ->
                Outcome.of(BookAuction.clear(List.copyOf(zones.values()), wishes, book.rule(), bookHash, trimmed));
            case CONTINUOUS_ASK -> Outcome.of(ContinuousRound.clear(List.copyOf(zones.values()), wishes, true));
            case CONTINUOUS_OLDER -> Outcome.of(ContinuousRound.clear(List.copyOf(zones.values()), wishes, false));
        };
    }

    public static ClearingResult clear(SealedBook book) {
        JsonNode published = Json.mapper().valueToTree(book);
        return clear(book, CanonicalText.hash(published));
    }

    /**
     * @param bookHash decides between equals and makes the trades' ids
     * @throws IllegalArgumentException if the zones are no tree or an order is of none of them
     */
    public static ClearingResult clear(SealedBook book, Hash32 bookHash) {
        return clear(book, bookHash, false);
    }

    /**
     * As {@link #clear(SealedBook, Hash32)}.
     *
     * @param trimmed whether the plan is said not to be the best one, because a best one was too much work: then it is the
     *     quick one, and no other, with its gap; but where a short search finds the best one, it is that all the same
     */
    public static ClearingResult clear(SealedBook book, Hash32 bookHash, boolean trimmed) {
        return new TreeClearing(book, bookHash, trimmed).result();
    }

    private Zone zone(SealedBook.Zone zone) {
        return new Zone(
                zone.id().value(),
                zone.parent() == null ? null : zone.parent().value(),
                zone.edgeFee().microPerKwh(),
                zone.localFee().microPerKwh(),
                limit(zone.importLimit()),
                limit(zone.exportLimit()),
                tie(zone.id().value()));
    }

    private static long limit(@Nullable Energy limit) {
        return limit == null ? Zone.UNLIMITED : limit.wattHours();
    }

    /** The seller gets at least what its supplier would pay, the buyer pays at most what its supplier would charge. */
    private Offer offer(SealedBook.Order order) {
        String id = order.id().toString();
        Zone zone = zones.get(order.zone().value());
        if (zone == null) {
            throw new IllegalArgumentException("order " + id + " is of zone " + order.zone() + ", which is not there");
        }
        long wh = order.energy().wattHours();
        long limit = order.limit().microPerKwh();
        @Nullable Price floor = order.floor();
        @Nullable Price cap = order.cap();
        String building = order.building() == null ? null : order.building().value();
        return order.side() == Side.SELL
                ? Offer.ask(
                        id, zone, wh, floor == null ? limit : Math.max(limit, floor.microPerKwh()), building, tie(id))
                : Offer.bid(id, zone, wh, cap == null ? limit : Math.min(limit, cap.microPerKwh()), building, tie(id));
    }

    private Order wish(SealedBook.Order order) {
        String id = order.id().toString();
        return new Order(
                offer(order),
                order.account().toString(),
                arrivals.getOrDefault(id, 0L),
                order.directBuyOf() == null ? null : order.directBuyOf().toString(),
                enough(order),
                order.giftTo() == null ? null : order.giftTo().toString(),
                false,
                order.nominated().stream().map(AccountId::toString).toList(),
                order.source() == null ? null : order.source().name(),
                order.preferences().stream()
                        .map(preference -> choice(order, preference))
                        .toList());
    }

    /** Of a direct buy that does not say it, all of it. */
    private static long enough(SealedBook.Order order) {
        long least = order.minFill() == null ? 0 : order.minFill().wattHours();
        return least == 0 && order.directBuyOf() != null ? order.energy().wattHours() : least;
    }

    private static Choice choice(SealedBook.Order order, SealedBook.Preference preference) {
        @Nullable Energy most = preference.maxEnergy();
        return new Choice(
                preference.partners().stream().map(AccountId::toString).toList(),
                preference.sources().stream().map(Enum::name).toList(),
                preference.maxTier(),
                bounded(order, preference.limit().microPerKwh()),
                most == null ? order.energy().wattHours() : most.wattHours());
    }

    private static long bounded(SealedBook.Order order, long limit) {
        @Nullable Price floor = order.floor();
        @Nullable Price cap = order.cap();
        return order.side() == Side.SELL
                ? floor == null ? limit : Math.max(limit, floor.microPerKwh())
                : cap == null ? limit : Math.min(limit, cap.microPerKwh());
    }

    private Hash32 tie(String id) {
        return Keccak.hash(bookHash.bytes(), id.getBytes(StandardCharsets.UTF_8));
    }

    private ClearingResult result() {
        List<ClearingResult.Fill> fills = new ArrayList<>();
        for (Fill fill : outcome.fills()) {
            fills.add(fill(fill, tradeId(fills.size())));
        }
        Long indicative = outcome.indicative();
        return new ClearingResult(
                ClearingResult.VERSION,
                book.community(),
                book.slot(),
                bookHash,
                new Energy(outcome.volumeWh()),
                outcome.welfare().toString(),
                outcome.congestionRent().toString(),
                outcome.gap() == null ? null : outcome.gap().toString(),
                indicative == null ? null : ZoneFigures.told(indicative),
                book.zones().stream().map(zone -> ZoneFigures.of(zone, outcome)).toList(),
                fills);
    }

    private ClearingResult.Fill fill(Fill fill, TradeId id) {
        SealedBook.Order sell = order(fill.sell());
        SealedBook.Order buy = order(fill.buy());
        return new ClearingResult.Fill(
                id,
                sell.id(),
                buy.id(),
                sell.account(),
                buy.account(),
                sell.zone(),
                buy.zone(),
                new Energy(fill.wh()),
                new Price(fill.price()),
                new Price(fill.fee()),
                new Price(fill.congestion()),
                fill.step() == Fill.Step.AUCTION
                        ? null
                        : ClearingResult.Step.valueOf(fill.step().name()),
                fill.sellBy(),
                fill.buyBy());
    }

    private SealedBook.Order order(Offer offer) {
        return Objects.requireNonNull(orders.get(offer.id()));
    }

    /** First 16 bytes of the hash of book hash and index, marked as a version 8 UUID. */
    private TradeId tradeId(int index) {
        ByteBuffer hash = ByteBuffer.wrap(
                Keccak.of(bookHash.bytes(), ByteBuffer.allocate(4).putInt(index).array()));
        hash.put(6, (byte) (hash.get(6) & 0x0F | 0x80));
        hash.put(8, (byte) (hash.get(8) & 0x3F | 0x80));
        return new TradeId(new UUID(hash.getLong(), hash.getLong()));
    }
}
