package energy.peerwatt.messages.evidence.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.BuildingId;
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
 * Everything a clearing depends on: the orders that meet in one round of trading a slot, the zones with their fees and what
 * is left of their limits, the price rule. Its hash is Keccak-256 of the canonical JSON (RFC 8785) with orders and zones
 * sorted by id, so the order of submission leaves no trace but in {@code submittedAt}. What is absent or empty leaves no
 * bytes.
 *
 * @param version of this format, 3
 * @param round of the slot, from 0
 * @param previousBook hash of the book of the round before; absent in the first
 * @param previousResult hash of the result of the round before; absent in the first
 * @param last whether the gate is closed: no round follows, and every slot has one such
 * @param mode how the orders meet
 * @param tick smallest step of a limit, micro-currency per kWh
 * @param zones every zone that is a parent or has an order is in it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SealedBook(
        int version,
        CommunityId community,
        Slot slot,
        int round,
        @Nullable Hash32 previousBook,
        @Nullable Hash32 previousResult,
        boolean last,
        Mode mode,
        PriceRule rule,
        Price tick,
        List<Zone> zones,
        List<Order> orders) {
    public static final int VERSION = 3;

    /** How the orders of a round meet. */
    public enum Mode {
        /** All at once, at one price per zone; who came first does not count. */
        AUCTION,
        /** One after the other, by {@code submittedAt} and then id, best price first; at the price of the sell order. */
        CONTINUOUS_ASK,
        /** One after the other, by {@code submittedAt} and then id, best price first; at the price of the older order. */
        CONTINUOUS_OLDER
    }

    /**
     * A zone of the grid. The buyer pays fees on top of the price; fee and limits of the edge mean nothing where there is
     * no parent.
     *
     * @param parent absent for a root; zones without a common root are markets of their own
     * @param version of the definition that holds for the slot, 0 where no grid operator made it
     * @param edgeFee per kWh over the edge to the parent, either way
     * @param localFee per kWh bought in the zone
     * @param importLimit most that may still enter the zone over the edge, net: the slot's limit less what entered in
     *     earlier rounds, net; absent for no limit
     * @param exportLimit most that may still leave the zone over the edge, net: the slot's limit and what entered in
     *     earlier rounds, net; absent for no limit
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
     * @param energy what is left of it in this round
     * @param placed what it stands for in all, earlier rounds included; absent where that is {@code energy}
     * @param limit a seller takes no less; a buyer pays no more, grid fees and congestion included
     * @param floor what the seller's supplier would pay anyway; the order never sells below it
     * @param cap what the buyer's supplier would charge anyway, all included; the order never buys above it
     * @param minFill less than this is no trade; in continuous rounds only
     * @param building in the same building of the zone trades first among equals
     * @param source of the energy that is sold
     * @param nominated accounts to trade with before the auction, the dearest first
     * @param giftTo the account that gets the energy for nothing
     * @param preferences alternatives; where there are any, they count and {@code limit} does not
     * @param directBuyOf the offer that this order takes at its price, and nothing else
     * @param mandate hash of the household's mandate it was placed under; absent for none
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Order(
            OrderId id,
            AccountId account,
            GridZoneId zone,
            Side side,
            Energy energy,
            @Nullable Energy placed,
            Price limit,
            @Nullable Price floor,
            @Nullable Price cap,
            Instant submittedAt,
            @Nullable Energy minFill,
            @Nullable BuildingId building,
            @Nullable EnergySource source,
            List<AccountId> nominated,
            @Nullable AccountId giftTo,
            List<Preference> preferences,
            @Nullable OrderId directBuyOf,
            @Nullable Hash32 mandate) {
        public Order {
            submittedAt = Instant.ofEpochMilli(submittedAt.toEpochMilli());
            placed = energy.equals(placed) ? null : placed;
            nominated = nominated == null ? List.of() : List.copyOf(nominated);
            preferences = preferences == null ? List.of() : List.copyOf(preferences);
        }

        /** An order that has all it was placed with and asks for nothing but its limit. */
        public Order(
                OrderId id,
                AccountId account,
                GridZoneId zone,
                Side side,
                Energy energy,
                Price limit,
                @Nullable Price floor,
                @Nullable Price cap,
                Instant submittedAt) {
            this(
                    id,
                    account,
                    zone,
                    side,
                    energy,
                    null,
                    limit,
                    floor,
                    cap,
                    submittedAt,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    List.of(),
                    null,
                    null);
        }

        /** What it stands for in all, earlier rounds included. */
        public Energy whole() {
            return placed == null ? energy : placed;
        }

        /** @param hash of the mandate it was placed under; null for none */
        public Order under(@Nullable Hash32 hash) {
            return new Order(
                    id,
                    account,
                    zone,
                    side,
                    energy,
                    placed,
                    limit,
                    floor,
                    cap,
                    submittedAt,
                    minFill,
                    building,
                    source,
                    nominated,
                    giftTo,
                    preferences,
                    directBuyOf,
                    hash);
        }

        /** The hash that stands for this order in a trade's proof, the same in every round. */
        public Hash32 leafHash(Slot slot) {
            Hash32 under = mandate == null ? Hash32.ZERO : mandate;
            return new OrderLeaf(id, under, side, slot, whole(), limit, submittedAt).hash();
        }
    }

    /**
     * One of the alternatives of an order: what it would pay or take for energy of this kind. Partners and sources are in
     * their natural order, each once.
     *
     * @param partners accounts it is about; empty for anybody
     * @param sources of the energy it is about, of a purchase only; empty for any
     * @param maxTier how far it may come: 0 from the same building, 1 from the same zone, 2 also from a zone with the same
     *     parent; absent for any way
     * @param limit in the place of that of the order
     * @param maxEnergy most that is traded by this alternative; absent for all of the order
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Preference(
            List<AccountId> partners,
            List<EnergySource> sources,
            @Nullable Integer maxTier,
            Price limit,
            @Nullable Energy maxEnergy) {
        /** The farthest that has a name. */
        private static final int FARTHEST_TIER = 2;

        public Preference {
            partners = partners == null
                    ? List.of()
                    : partners.stream()
                            .distinct()
                            .sorted(Comparator.comparing(AccountId::toString))
                            .toList();
            sources = sources == null
                    ? List.of()
                    : sources.stream().distinct().sorted().toList();
            if (maxTier != null && (maxTier < 0 || maxTier > FARTHEST_TIER)) {
                throw new IllegalArgumentException("maxTier is 0 to " + FARTHEST_TIER + ": " + maxTier);
            }
        }
    }

    public SealedBook {
        if (version != VERSION) {
            throw new IllegalArgumentException("sealed book version " + version + " is not known, only " + VERSION);
        }
        boolean first = round == 0;
        if (round < 0 || first != (previousBook == null) || first != (previousResult == null)) {
            throw new IllegalArgumentException(
                    "a first round follows nothing, a later one a book and its result: round " + round + " follows "
                            + previousBook + " and " + previousResult);
        }
        zones = zones.stream().sorted(Comparator.comparing(Zone::id)).toList();
        orders = orders.stream().sorted(Comparator.comparing(Order::id)).toList();
    }

    /** The one round of a slot that is traded at its gate only. */
    public static SealedBook atGate(
            CommunityId community, Slot slot, PriceRule rule, Price tick, List<Zone> zones, List<Order> orders) {
        return new SealedBook(VERSION, community, slot, 0, null, null, true, Mode.AUCTION, rule, tick, zones, orders);
    }

    public Hash32 hash() {
        return CanonicalJson.hash(this);
    }
}
