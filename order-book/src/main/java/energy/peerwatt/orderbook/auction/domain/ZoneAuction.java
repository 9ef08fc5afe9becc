package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.ClearingResult;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.SealedBook;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The auction of one zone: its crossing, its price, its fills. */
final class ZoneAuction {
    private final SealedBook.Zone zone;
    private final Hash32 bookHash;
    private final MeritOrder asks;
    private final MeritOrder bids;
    private final Crossing crossing;

    ZoneAuction(SealedBook.Zone zone, List<SealedBook.Order> orders, Hash32 bookHash) {
        this.zone = zone;
        this.bookHash = bookHash;
        this.asks = MeritOrder.asks(orders);
        this.bids = MeritOrder.bids(orders, zone.localFee().microPerKwh());
        this.crossing = Crossing.of(asks, bids);
    }

    ClearingResult.ZoneResult result(PriceRule rule) {
        boolean bothSides = asks.size() > 0 && bids.size() > 0;
        long demand = bothSides ? bids.whCrossing(asks.price(0)) : 0;
        long supply = bothSides ? asks.whCrossing(bids.price(0)) : 0;
        if (!crossing.trades()) {
            Price indicative = bothSides ? new Price(Pricing.middle(asks.price(0), bids.price(0))) : null;
            return zoneResult(null, null, null, null, null, indicative, demand, supply);
        }
        Pricing pricing = Pricing.of(crossing, demand, supply);
        return zoneResult(
                new Price(pricing.price(rule)),
                new Price(pricing.lo()),
                new Price(pricing.hi()),
                new Price(pricing.highestAsk()),
                new Price(pricing.lowestBid()),
                null,
                demand,
                supply);
    }

    private ClearingResult.ZoneResult zoneResult(
            @Nullable Price price,
            @Nullable Price lo,
            @Nullable Price hi,
            @Nullable Price highestAsk,
            @Nullable Price lowestBid,
            @Nullable Price indicative,
            long demand,
            long supply) {
        return new ClearingResult.ZoneResult(
                zone.id(),
                new Energy(crossing.volume()),
                crossing.welfare().toString(),
                price,
                lo,
                hi,
                highestAsk,
                lowestBid,
                indicative,
                new Energy(demand),
                new Energy(supply));
    }

    /**
     * Who trades with whom: sellers and buyers in merit order, each pair as much as both still have.
     *
     * @param firstIndex index of the first fill among all of the book, from which the trade ids come
     */
    List<ClearingResult.Fill> fills(Price price, int firstIndex) {
        TieBreak tieBreak = new TieBreak(bookHash);
        byte[] hash = bookHash.bytes();
        List<Filled> sellers = Filled.of(crossing.asks(), tieBreak);
        List<Filled> buyers = Filled.of(crossing.bids(), tieBreak);
        List<ClearingResult.Fill> fills = new ArrayList<>(sellers.size() + buyers.size());
        int seller = 0;
        int buyer = 0;
        long sellerLeft = sellers.getFirst().wh();
        long buyerLeft = buyers.getFirst().wh();
        while (true) {
            long wh = Math.min(sellerLeft, buyerLeft);
            fills.add(fill(
                    ClearingResult.tradeId(hash, firstIndex + fills.size()),
                    sellers.get(seller).order(),
                    buyers.get(buyer).order(),
                    wh,
                    price));
            sellerLeft -= wh;
            buyerLeft -= wh;
            if (sellerLeft == 0 && ++seller < sellers.size()) {
                sellerLeft = sellers.get(seller).wh();
            }
            if (buyerLeft == 0 && ++buyer < buyers.size()) {
                buyerLeft = buyers.get(buyer).wh();
            }
            if (sellerLeft == 0 || buyerLeft == 0) {
                return fills;
            }
        }
    }

    private ClearingResult.Fill fill(TradeId trade, SealedBook.Order sell, SealedBook.Order buy, long wh, Price price) {
        return new ClearingResult.Fill(
                trade,
                sell.id(),
                buy.id(),
                sell.account(),
                buy.account(),
                zone.id(),
                new Energy(wh),
                price,
                zone.localFee());
    }
}
