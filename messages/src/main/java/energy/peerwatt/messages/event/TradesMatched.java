package energy.peerwatt.messages.event;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import java.util.List;
import java.util.Objects;

/**
 * A part of the trades of a slot's round, in trade order over the parts.
 *
 * @param round from 0
 * @param part from 0
 * @param firstIndex index of this part's first trade among all of the round
 */
public record TradesMatched(
        CommunityId community, Slot slot, int round, Hash32 resultHash, int part, int firstIndex, List<Trade> trades) {
    /** No part holds more trades than this. */
    public static final int MAX_TRADES = 1_000;

    /**
     * @param askHash leaf hash of the seller's order
     * @param bidHash leaf hash of the buyer's order
     */
    public record Trade(ClearingResult.Fill fill, Hash32 askHash, Hash32 bidHash) {
        public Trade {
            Objects.requireNonNull(fill, "fill is missing");
            Objects.requireNonNull(askHash, "askHash is missing");
            Objects.requireNonNull(bidHash, "bidHash is missing");
        }
    }

    public TradesMatched {
        Objects.requireNonNull(community, "community is missing");
        Objects.requireNonNull(slot, "slot is missing");
        Objects.requireNonNull(resultHash, "resultHash is missing");
        trades = List.copyOf(Objects.requireNonNull(trades, "trades are missing"));
        if (trades.isEmpty() || trades.size() > MAX_TRADES) {
            throw new IllegalArgumentException("a part holds 1 to " + MAX_TRADES + " trades: " + trades.size());
        }
    }
}
