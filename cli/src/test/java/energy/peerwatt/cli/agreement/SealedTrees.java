package energy.peerwatt.cli.agreement;

import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.BuildingId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Books as a market seals them. */
final class SealedTrees {
    private static final Slot SLOT = new Slot(Instant.parse("2026-06-15T10:00:00Z"), Duration.ofMinutes(15));
    private static final CommunityId COMMUNITY = CommunityId.of("0190b3c4-8a7e-7d10-9000-000000000001");

    private SealedTrees() {}

    static SealedBook of(ClearingBook book) {
        return SealedBook.atGate(
                COMMUNITY,
                SLOT,
                book.rule(),
                new Price(book.tick()),
                book.zones().stream().map(SealedTrees::zone).toList(),
                book.orders().stream().map(SealedTrees::order).toList());
    }

    /** The same orders, in the order of their places, where others meet as they come. */
    static SealedBook asTheyCome(ClearingBook book, SealedBook.Mode mode) {
        SealedBook gate = of(book);
        return new SealedBook(
                gate.version(),
                gate.community(),
                gate.slot(),
                gate.round(),
                null,
                null,
                true,
                mode,
                gate.rule(),
                gate.tick(),
                gate.zones(),
                gate.orders());
    }

    private static SealedBook.Zone zone(BookZone zone) {
        return new SealedBook.Zone(
                id(zone.id()),
                zone.parent() == null ? null : id(zone.parent()),
                3,
                new Price(zone.edgeFee()),
                new Price(zone.localFee()),
                energy(zone.importLimitWh()),
                energy(zone.exportLimitWh()));
    }

    private static GridZoneId id(String zone) {
        return new GridZoneId(zone.replace(' ', '-'));
    }

    private static SealedBook.Order order(BookOrder order) {
        long limit = order.limit() == null ? 10 : order.limit();
        return new SealedBook.Order(
                id(order),
                account(order.account()),
                id(order.zone()),
                order.sells() ? Side.SELL : Side.BUY,
                new Energy(order.wh()),
                null,
                price(limit),
                order.floor() == null ? null : price(order.floor()),
                order.cap() == null ? null : price(order.cap()),
                SLOT.start().minusSeconds(900).plusMillis(order.sequence()),
                energy(order.minFillWh() == 0 ? null : order.minFillWh()),
                order.building() == null
                        ? null
                        : new BuildingId(order.building().replace(' ', '-')),
                order.source() == null ? null : EnergySource.valueOf(order.source()),
                order.nominated().stream().map(SealedTrees::account).toList(),
                order.giftTo() == null ? null : account(order.giftTo()),
                order.preferences().stream()
                        .map(preference -> preference(preference, limit))
                        .toList(),
                order.directBuyOf() == null ? null : new OrderId(uuid("order " + order.directBuyOf())),
                null);
    }

    private static SealedBook.Preference preference(Preference preference, long limit) {
        return new SealedBook.Preference(
                preference.partners().stream().map(SealedTrees::account).toList(),
                preference.sources().stream().map(EnergySource::valueOf).toList(),
                preference.maxTier() == null ? null : preference.maxTier().ordinal(),
                price(preference.limit() == null ? limit : preference.limit()),
                energy(preference.maxWh()));
    }

    private static OrderId id(BookOrder order) {
        return new OrderId(uuid("order " + order.id()));
    }

    private static AccountId account(String name) {
        return new AccountId(uuid(name));
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Price price(long microPerKwh) {
        return new Price(microPerKwh);
    }

    private static @Nullable Energy energy(@Nullable Long wh) {
        return wh == null ? null : new Energy(wh);
    }
}
