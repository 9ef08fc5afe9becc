package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.Order;
import energy.peerwatt.orderbook.book.domain.OrderState;
import energy.peerwatt.orderbook.book.domain.OrderTerms;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** An order, taken or refused. A refused one may hold numbers that no quantity can. */
@Entity
@Table(name = "book_order")
@IdClass(OrderRow.Key.class)
@NullUnmarked
class OrderRow {
    @Id
    @Column(name = "community_id")
    UUID communityId;

    @Id
    @Column(name = "id")
    UUID orderId;

    @Column(name = "account_id")
    UUID accountId;

    @Column(name = "zone_id")
    String zoneId;

    @Enumerated(EnumType.STRING)
    Side side;

    @Column(name = "slot_start")
    Instant slotStart;

    @Column(name = "energy_wh")
    long energyWh;

    @Column(name = "limit_micro")
    long limitMicro;

    @Column(name = "submitted_at")
    Instant submittedAt;

    @Enumerated(EnumType.STRING)
    OrderState state;

    @Column(name = "filled_wh")
    long filledWh;

    String violations;

    String terms;

    /** Only for one that was taken. */
    Order order(Duration slotLength) {
        return new Order(
                new OrderId(orderId),
                new AccountId(accountId),
                new GridZoneId(zoneId),
                side,
                new Slot(slotStart, slotLength),
                new Energy(energyWh),
                new Energy(filledWh),
                Price.ofMicroPerKwh(limitMicro),
                submittedAt,
                JsonText.orElse(terms, OrderTerms.class, OrderTerms.NONE));
    }

    OrderView view() {
        return new OrderView(
                new OrderId(orderId),
                new AccountId(accountId),
                new GridZoneId(zoneId),
                side,
                slotStart,
                energyWh,
                limitMicro,
                submittedAt,
                state,
                filledWh,
                JsonText.orElse(terms, OrderTerms.class, OrderTerms.NONE),
                Violations.read(violations));
    }

    static class Key {
        UUID communityId;
        UUID orderId;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(communityId, key.communityId)
                    && Objects.equals(orderId, key.orderId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(communityId, orderId);
        }
    }
}
