package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import energy.peerwatt.orderbook.clearing.domain.price.PriceRoom;
import energy.peerwatt.orderbook.clearing.domain.price.Scarcity;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.Range;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Prices where it matters who trades with whom. One per zone if there are such that nobody wants to trade more; else one
 * per party; else one per zone, or at last per party, that only those who trade must be content with; else each pair
 * meets in the middle.
 *
 * @param zones prices of the zones that trade, where there is one for all of the zone
 * @param ofParties what sellers of each party receive and buyers pay, {@link Match#ZONE_PRICE} for their zone's price
 * @param byPair whether instead each pair meets in the middle of its limits
 */
record PairPrices(ZonePrices zones, long[] ofParties, boolean byPair) {

    static PairPrices of(PairMarket market, PairFlows flows, long[] ofLots, EdgeFlows after, PriceRule rule) {
        ZoneTree tree = market.table().tree();
        int parties = market.parties().size();
        PairBounds perZone = new PairBounds(market, flows, ofLots, after, true);
        PairBounds perParty = new PairBounds(market, flows, ofLots, after, false);
        boolean[] trading = tradingZones(market, ofLots);
        long[] zonePrice = new long[parties];
        Arrays.fill(zonePrice, Match.ZONE_PRICE);
        @Nullable
        Scarcity[] scarcity = rule == PriceRule.SCARCITY ? PairScarcity.of(market) : new Scarcity[tree.size()];
        PriceRoom fair = perZone.room(true);
        if (!fair.isEmpty()) {
            PriceRoom allowed = rule == PriceRule.EQUILIBRIUM ? fair : perZone.room(false);
            return new PairPrices(zones(fair, allowed, trading, scarcity), zonePrice, false);
        }
        PriceRoom fairByParty = perParty.room(true);
        if (!fairByParty.isEmpty()) {
            // Prices that do not part at limits which bind need not exist.
            PriceRoom allowed = rule == PriceRule.EQUILIBRIUM ? fairByParty : perParty.room(false);
            return byParty(market, ofLots, fairByParty, allowed.isEmpty() ? fairByParty : allowed, scarcity);
        }
        PriceRoom accepted = perZone.room(false);
        if (!accepted.isEmpty()) {
            return new PairPrices(zones(accepted, accepted, trading, scarcity), zonePrice, false);
        }
        PriceRoom acceptedByParty = perParty.room(false);
        return acceptedByParty.isEmpty()
                ? new PairPrices(ZonePrices.none(tree.size()), zonePrice, true)
                : byParty(market, ofLots, acceptedByParty, acceptedByParty, scarcity);
    }

    private static boolean[] tradingZones(PairMarket market, long[] ofLots) {
        boolean[] trading = new boolean[market.table().tree().size()];
        for (int i = 0; i < ofLots.length; i++) {
            int party = market.lots().get(i).party();
            trading[market.parties().get(party).zone()] |= ofLots[i] > 0;
        }
        return trading;
    }

    private static ZonePrices zones(
            PriceRoom fair, PriceRoom allowed, boolean[] trading, @Nullable Scarcity[] scarcity) {
        long[] lo = fair.lowest();
        long[] hi = fair.highest();
        long[] lowest = allowed.lowest();
        long[] highest = allowed.highest();
        ZonePrice[] prices = new ZonePrice[trading.length];
        for (int z = 0; z < trading.length; z++) {
            if (trading[z]) {
                Scarcity k = scarcity[z];
                Range range = new Range(lowest[z], highest[z]);
                prices[z] = new ZonePrice(price(k, lowest[z], highest[z]), lo[z], hi[z], range, k);
            }
        }
        return new ZonePrices(prices);
    }

    private static long price(@Nullable Scarcity k, long lowest, long highest) {
        return k == null ? Scarcity.middle(lowest, highest) : k.between(lowest, highest);
    }

    private static PairPrices byParty(
            PairMarket market, long[] ofLots, PriceRoom fair, PriceRoom allowed, @Nullable Scarcity[] scarcity) {
        ZoneTree tree = market.table().tree();
        long[] lo = fair.lowest();
        long[] hi = fair.highest();
        long[] lowest = allowed.lowest();
        long[] highest = allowed.highest();
        int[] alike = market.alike();
        long[] prices = new long[market.parties().size()];
        ZonePrice[] zones = new ZonePrice[tree.size()];
        boolean[] differ = new boolean[tree.size()];
        for (int i = 0; i < ofLots.length; i++) {
            int party = market.lots().get(i).party();
            Party it = market.parties().get(party);
            if (ofLots[i] > 0) {
                Scarcity k = scarcity[it.zone()];
                int place = alike[party];
                // A buyer's price has the local fee in it, a seller's has not.
                long fee = it.sells() ? 0 : tree.localFee(it.zone());
                prices[party] = price(k, lowest[place], highest[place]);
                Range range = new Range(lowest[place] - fee, highest[place] - fee);
                ZonePrice zone = new ZonePrice(prices[party] - fee, lo[place] - fee, hi[place] - fee, range, k);
                ZonePrice other = zones[it.zone()];
                differ[it.zone()] |= other != null && other.price() != zone.price();
                zones[it.zone()] = other == null ? zone : both(other, zone);
            }
        }
        for (int z = 0; z < zones.length; z++) {
            zones[z] = differ[z] ? null : zones[z];
        }
        return new PairPrices(new ZonePrices(zones), prices, false);
    }

    private static ZonePrice both(ZonePrice a, ZonePrice b) {
        Range both = new Range(
                Math.max(a.allowed().lowest(), b.allowed().lowest()),
                Math.min(a.allowed().highest(), b.allowed().highest()));
        return new ZonePrice(a.price(), Math.max(a.lo(), b.lo()), Math.min(a.hi(), b.hi()), both, a.scarcity());
    }
}
