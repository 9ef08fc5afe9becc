package energy.peerwatt.messages.evidence.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a clearing gave; a pure function of the sealed book. Its hash is Keccak-256 of the canonical JSON (RFC 8785), zones
 * sorted by id, fills by the sell's id and then the buy's (their index makes the {@link TradeId}). Sums are decimal text,
 * for they may pass 2^53, where JSON numbers end.
 *
 * @param version of this format, 2
 * @param volume Wh traded
 * @param welfare sum over the fills of (buyer's limit - seller's limit - fee) x Wh, limits not above the cap or below the
 *     floor, in nano-currency
 * @param congestionRent sum over the fills of congestion x Wh, and over the zones of their edges' rent, in nano-currency
 * @param welfareGap how much more welfare another plan could have at most, nano-currency: where preferences and limits
 *     that bind met in a book too large to search, 0 too; absent for a best plan
 * @param indicative half-way between the best ask and the best bid less fees, where nothing trades and both are there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClearingResult(
        int version,
        CommunityId community,
        Slot slot,
        Hash32 bookHash,
        Energy volume,
        String welfare,
        String congestionRent,
        @Nullable String welfareGap,
        @Nullable Price indicative,
        List<ZoneResult> zones,
        List<Fill> fills) {
    public static final int VERSION = 2;

    /**
     * The outcome of one zone. Prices are what a seller in the zone receives.
     *
     * @param sold Wh that orders of the zone sold, to whomever
     * @param bought Wh that orders of the zone bought, from whomever
     * @param price absent where nothing connects the zone to a trade, and with it what is said of prices
     * @param lo below it somebody would want to buy more
     * @param hi above it somebody would want to sell more
     * @param allowedLo lowest price the rule could choose: lo under EQUILIBRIUM, else what accepted orders allow
     * @param allowedHi highest price the rule could choose: hi under EQUILIBRIUM, else what accepted orders allow
     * @param demand D of k = D / (D + S) under SCARCITY: Wh wanted in the zones that share one k
     * @param supply S of k under SCARCITY: Wh offered in the zones that share one k
     * @param flow what enters the zone over the edge to its parent, net; absent for a root
     * @param congestionRent (price difference along the flow - edge fee) x flow in nano-currency; absent for a root
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ZoneResult(
            GridZoneId zone,
            Energy sold,
            Energy bought,
            @Nullable Price price,
            @Nullable Price lo,
            @Nullable Price hi,
            @Nullable Price allowedLo,
            @Nullable Price allowedHi,
            @Nullable Energy demand,
            @Nullable Energy supply,
            @Nullable NetEnergy flow,
            @Nullable String congestionRent) {}

    /**
     * Energy that changes hands. The buyer pays {@code price + fee + congestion}.
     *
     * @param from zone of the seller
     * @param to zone of the buyer
     * @param price what the seller receives: the price of its zone
     * @param fee edge fees of the way from zone to zone and the local fee of the buyer's
     * @param congestion what limits on the way add to the buyer's price; the demand-response fund receives it
     * @param step in which they met; absent for the auction itself
     * @param sellAlternative place among the seller's preferences of the one by which it is sold, from 0; absent without
     * @param buyAlternative place among the buyer's preferences of the one by which it is bought, from 0; absent without
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fill(
            TradeId id,
            OrderId sell,
            OrderId buy,
            AccountId seller,
            AccountId buyer,
            GridZoneId from,
            GridZoneId to,
            Energy energy,
            Price price,
            Price fee,
            Price congestion,
            @Nullable Step step,
            @Nullable Integer sellAlternative,
            @Nullable Integer buyAlternative) {
        /** Of orders without preferences, in the auction. */
        public Fill(
                TradeId id,
                OrderId sell,
                OrderId buy,
                AccountId seller,
                AccountId buyer,
                GridZoneId from,
                GridZoneId to,
                Energy energy,
                Price price,
                Price fee,
                Price congestion) {
            this(id, sell, buy, seller, buyer, from, to, energy, price, fee, congestion, null, null, null);
        }

        /** What the buyer pays per kWh, all included. */
        public Price buyerPays() {
            return price.plus(fee).plus(congestion);
        }
    }

    /** Where two met that did not meet in the auction itself. */
    public enum Step {
        DIRECT_BUY,
        GIFT,
        NOMINATED,
        CONTINUOUS
    }

    /** Of a best plan. */
    public ClearingResult(
            int version,
            CommunityId community,
            Slot slot,
            Hash32 bookHash,
            Energy volume,
            String welfare,
            String congestionRent,
            @Nullable Price indicative,
            List<ZoneResult> zones,
            List<Fill> fills) {
        this(version, community, slot, bookHash, volume, welfare, congestionRent, null, indicative, zones, fills);
    }

    public ClearingResult {
        if (version != VERSION) {
            throw new IllegalArgumentException("clearing result version " + version + " is not known, only " + VERSION);
        }
        zones = zones.stream().sorted(Comparator.comparing(ZoneResult::zone)).toList();
        fills = List.copyOf(fills);
    }

    /** The id of the fill at {@code index}: version 8 UUID of Keccak-256(bookHash | index u32). */
    public static TradeId tradeId(Hash32 bookHash, int index) {
        return new TradeIds(bookHash).of(index);
    }

    public Hash32 hash() {
        return CanonicalJson.hash(this);
    }
}
