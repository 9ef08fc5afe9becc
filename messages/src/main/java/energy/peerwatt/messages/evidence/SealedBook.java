package energy.peerwatt.messages.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * Everything a clearing depends on: the orders at gate closure, the zones with their fees, the price rule. Its hash is
 * Keccak-256 of the canonical JSON (RFC 8785) with orders and zones sorted by id, so the order of submission leaves no
 * trace but in {@code submittedAt}.
 *
 * @param version of this format, 1
 * @param tick smallest step of a limit, micro-currency per kWh
 */
public record SealedBook(
        int version,
        CommunityId community,
        Slot slot,
        PriceRule rule,
        Price tick,
        List<Zone> zones,
        List<Order> orders) {
    public static final int VERSION = 1;

    /** @param localFee grid fee inside the zone; the buyer pays it on top of the price */
    public record Zone(GridZoneId id, Price localFee) {}

    /**
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
