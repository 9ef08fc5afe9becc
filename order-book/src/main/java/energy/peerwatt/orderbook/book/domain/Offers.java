package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.BuildingId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import energy.peerwatt.orderbook.market.domain.Member;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders to sell that members may buy directly, each as far as it is open to them. */
final class Offers {
    private final BookContents book;

    Offers(BookContents book) {
        this.book = book;
    }

    /** Of a slot, for a member; the cheapest delivered first, and last those that cannot be delivered. */
    List<Offer> of(Slot slot, Member buyer, Instant now) {
        return book.orders.of(slot).stream()
                .filter(order -> order.side() == Side.SELL && order.terms().offered() && order.standsAt(now))
                .filter(order -> !order.account().equals(buyer.account()))
                .flatMap(order -> offer(order, buyer).stream())
                .sorted(Comparator.comparing(
                                Offer::delivered, Comparator.nullsLast(Comparator.<@Nullable Price>naturalOrder()))
                        .thenComparing(Offer::id))
                .toList();
    }

    /** What an order to sell is to a member; empty if it is for others only. */
    Optional<Offer> offer(Order order, Member buyer) {
        boolean agreed =
                order.terms().nominated().isEmpty() || order.terms().nominated().contains(buyer.account());
        Optional<Terms> terms = agreed ? terms(order, buyer) : Optional.empty();
        return terms.map(best -> new Offer(
                order.id(),
                order.account(),
                order.zone(),
                best.energy,
                best.price,
                delivered(order, buyer, best.price),
                order.terms().source(),
                order.terms().minFill()));
    }

    /** Energy may be less than the order has. */
    private record Terms(Price price, Energy energy) {}

    /** By the best of its alternatives that fits, the first of equals. */
    private Optional<Terms> terms(Order order, Member buyer) {
        Member owner = Objects.requireNonNull(book.members.get(order.account()))
                .at(order.slot().start());
        Price floor = owner.feedIn();
        List<SealedBook.Preference> preferences = order.terms().preferences();
        if (preferences.isEmpty()) {
            return Optional.of(new Terms(higher(order.limit(), floor), order.left()));
        }
        return preferences.stream()
                .filter(alternative -> alternative.partners().isEmpty()
                        || alternative.partners().contains(buyer.account()))
                .filter(alternative -> reaches(alternative.maxTier(), order, owner, buyer))
                .map(alternative -> new Terms(
                        higher(alternative.limit(), floor),
                        alternative.maxEnergy() == null
                                ? order.left()
                                : alternative.maxEnergy().min(order.left())))
                .min(Comparator.comparing(Terms::price));
    }

    private boolean reaches(@Nullable Integer maxTier, Order order, Member owner, Member buyer) {
        if (maxTier == null || order.zone().equals(buyer.zone()) && maxTier > Tier.BUILDING.ordinal()) {
            return true;
        }
        BuildingId home = owner.connection().building();
        return switch (Tier.values()[maxTier]) {
            case BUILDING ->
                order.zone().equals(buyer.zone())
                        && home != null
                        && home.equals(buyer.connection().building());
            case FEEDER -> false;
            case SUBSTATION -> haveOneParent(order, buyer);
        };
    }

    private boolean haveOneParent(Order order, Member buyer) {
        List<GridZoneId> parents = SealedZones.above(book, order.slot(), List.of(order.zone(), buyer.zone())).stream()
                .filter(zone -> zone.id().equals(order.zone()) || zone.id().equals(buyer.zone()))
                .flatMap(zone -> Optional.ofNullable(zone.parent()).stream())
                .toList();
        return parents.size() == 2 && parents.getFirst().equals(parents.getLast());
    }

    private static Price higher(Price one, Price other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private @Nullable Price delivered(Order order, Member buyer, Price price) {
        return way(order, buyer)
                .map(way -> price.microPerKwh() + way.fee())
                .filter(paid -> paid <= Price.MAX)
                .map(Price::new)
                .orElse(null);
    }

    /** Empty where nothing connects seller and buyer. */
    Optional<Way> way(Order order, Member buyer) {
        return Way.between(
                SealedZones.above(book, order.slot(), List.of(order.zone(), buyer.zone())), order.zone(), buyer.zone());
    }
}
