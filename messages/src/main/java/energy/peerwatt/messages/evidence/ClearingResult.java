package energy.peerwatt.messages.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a clearing gave; a pure function of the sealed book. Its hash is Keccak-256 of the canonical JSON (RFC 8785),
 * zones sorted by id, fills in trade order (their index makes the {@link TradeId}).
 */
public record ClearingResult(
        int version, CommunityId community, Slot slot, Hash32 bookHash, List<ZoneResult> zones, List<Fill> fills) {
    public static final int VERSION = 1;

    /**
     * The outcome of one zone. Prices are what the seller receives.
     *
     * @param welfare sum of (net bid - ask) x Wh over the traded volume, in nano-currency, as decimal text (it may pass
     *     2^53, where JSON numbers end)
     * @param price absent when nothing trades
     * @param lo lower end of the equilibrium interval; absent when nothing trades
     * @param hi upper end of the equilibrium interval; absent when nothing trades
     * @param highestAsk highest accepted effective ask; absent when nothing trades
     * @param lowestBid lowest accepted net bid; absent when nothing trades
     * @param indicative (best net bid + best ask) / 2 when both sides are there but nothing trades
     * @param demand Wh of bids that at least one ask could serve
     * @param supply Wh of asks that at least one bid could take
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ZoneResult(
            GridZoneId zone,
            Energy volume,
            String welfare,
            @Nullable Price price,
            @Nullable Price lo,
            @Nullable Price hi,
            @Nullable Price highestAsk,
            @Nullable Price lowestBid,
            @Nullable Price indicative,
            Energy demand,
            Energy supply) {}

    /** @param price what the seller receives; the buyer pays {@code price + fee} */
    public record Fill(
            TradeId id,
            OrderId sell,
            OrderId buy,
            AccountId seller,
            AccountId buyer,
            GridZoneId zone,
            Energy energy,
            Price price,
            Price fee) {}

    public ClearingResult {
        if (version != VERSION) {
            throw new IllegalArgumentException("clearing result version " + version + " is not known, only " + VERSION);
        }
        zones = zones.stream().sorted(Comparator.comparing(ZoneResult::zone)).toList();
        fills = List.copyOf(fills);
    }

    /** The id of the fill at {@code index}: version 8 UUID of Keccak-256(bookHash | index u32). */
    public static TradeId tradeId(Hash32 bookHash, int index) {
        return tradeId(bookHash.bytes(), index);
    }

    /** As {@link #tradeId(Hash32, int)}, for a caller that has many of one book. */
    public static TradeId tradeId(byte[] bookHash, int index) {
        byte[] number = ByteBuffer.allocate(4).putInt(index).array();
        return new TradeId(Uuids.version8(Hashing.keccak256(bookHash, number)));
    }

    public Hash32 hash() {
        return CanonicalJson.hash(this);
    }
}
