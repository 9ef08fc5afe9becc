package energy.peerwatt.messages.evidence.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a clearing depends on: the orders at gate closure, the zones with their fees and limits in this slot, the
 * price rule. Its hash is Keccak-256 of the canonical JSON (RFC 8785) with orders and zones sorted by id, so the order of
 * submission leaves no trace but in {@code submittedAt}.
 *
 * @param version of this format, 2
 * @param tick smallest step of a limit, micro-currency per kWh
 * @param zones every zone that is a parent or has an order is in it
 */
public record SealedBook(
        int version,
        CommunityId community,
        Slot slot,
        PriceRule rule,
        Price tick,
        List<Zone> zones,
        List<Order> orders) {
    public static final int VERSION = 2;

    /**
     * A zone of the grid. The buyer pays fees on top of the price; fee and limits of the edge mean nothing where there is
     * no parent.
     *
     * @param parent absent for a root; zones without a common root are markets of their own
     * @param version of the definition that holds for the slot, 0 where no grid operator made it
     * @param edgeFee per kWh over the edge to the parent, either way
     * @param localFee per kWh bought in the zone
     * @param importLimit most that may enter the zone over the edge in the slot, net; absent for no limit
     * @param exportLimit most that may leave the zone over the edge in the slot, net; absent for no limit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Zone(
            GridZoneId id,
            @Nullable GridZoneId parent,
            long version,
            Price edgeFee,
            Price localFee,
            @Nullable Energy importLimit,
            @Nullable Energy exportLimit) {

        /** A zone that nobody has defined: no parent, no fees. */
        public static Zone undefined(GridZoneId id) {
            return new Zone(id, null, 0, Price.ZERO, Price.ZERO, null, null);
        }
    }

    /**
     * @param limit a seller takes no less; a buyer pays no more, grid fees and congestion included
     * @param floor what the seller's supplier would pay anyway; the order never sells below it
     * @param cap what the buyer's supplier would charge anyway, all included; the order never buys above it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Order(
            OrderId id,
            AccountId account,
            GridZoneId zone,
            Side side,
            Energy energy,
            Price limit,
            @Nullable Price floor,
            @Nullable Price cap,
            Instant submittedAt) {
        public Order {
            submittedAt = Instant.ofEpochMilli(submittedAt.toEpochMilli());
        }

        /** The hash that stands for this order in a trade's proof. */
        public Hash32 leafHash(Slot slot) {
            return new OrderLeaf(id, Hash32.ZERO, side, slot, energy, limit, submittedAt).hash();
        }
    }

    public SealedBook {
        if (version != VERSION) {
            throw new IllegalArgumentException("sealed book version " + version + " is not known, only " + VERSION);
        }
        zones = zones.stream().sorted(Comparator.comparing(Zone::id)).toList();
        orders = orders.stream().sorted(Comparator.comparing(Order::id)).toList();
    }

    public Hash32 hash() {
        return CanonicalJson.hash(this);
    }
}
