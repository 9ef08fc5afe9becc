package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import energy.peerwatt.orderbook.clearing.domain.price.PriceRoom;
import java.util.HashMap;
import java.util.Map;

/**
 * What a plan says about prices: of zones, as sellers there receive them, or of parties, as sellers receive and buyers
 * pay them. An order with several alternatives has a price of its own beside: what its energy is worth to it.
 */
final class PairBounds {
    private final PairMarket market;
    private final ZoneTree tree;
    private final PairFlows flows;
    private final long[] ofLots;
    private final EdgeFlows after;
    private final boolean perZone;
    private final int[] alike;
    private final boolean[] trades;
    private final Map<Integer, Integer> ownPlaces = new HashMap<>();
    private final Map<Integer, Long> ofOrders = new HashMap<>();
    private final int places;

    /**
     * @param ofLots what each lot trades
     * @param after what flows over the edges in the end
     */
    PairBounds(PairMarket market, PairFlows flows, long[] ofLots, EdgeFlows after, boolean perZone) {
        this.market = market;
        this.tree = market.table().tree();
        this.flows = flows;
        this.ofLots = ofLots;
        this.after = after;
        this.perZone = perZone;
        this.alike = market.alike();
        this.trades = new boolean[market.parties().size()];
        for (PairMarket.Lane lane : market.lanes()) {
            trades[lane.seller()] = true;
            trades[lane.buyer()] = true;
        }
        Map<Integer, Integer> lotsOf = new HashMap<>();
        int next = perZone ? tree.size() : market.parties().size();
        for (int i = 0; i < ofLots.length; i++) {
            int order = market.lots().get(i).order();
            ofOrders.merge(order, ofLots[i], Long::sum);
            if (lotsOf.merge(order, 1, Integer::sum) == 2) {
                ownPlaces.put(order, next++);
            }
        }
        this.places = next;
    }

    private int place(int party) {
        return perZone ? market.parties().get(party).zone() : alike[party];
    }

    /** What a party's price is above that of its place. */
    private long above(int party) {
        Party it = market.parties().get(party);
        return perZone && !it.sells() ? tree.localFee(it.zone()) : 0;
    }

    /** @param withTheRest whether those who do not trade, or not all, must be content too */
    PriceRoom room(boolean withTheRest) {
        PriceRoom room = new PriceRoom(places);
        for (int i = 0; i < ofLots.length; i++) {
            Lot lot = market.lots().get(i);
            if (!trades[lot.party()]) {
                // Whoever suits nobody has no say in anybody's price.
                continue;
            }
            if (market.sells(lot)) {
                room.atLeast(place(lot.party()), 0);
            }
            if (withTheRest && ownPlaces.containsKey(lot.order())) {
                alternative(lot, ofLots[i], room);
            } else {
                only(lot, ofLots[i], withTheRest, room);
            }
        }
        if (withTheRest) {
            ownPlaces.forEach((order, place) -> order(order, place, room));
        }
        for (int i = 0; i < flows.lanes().length; i++) {
            lane(market.lanes().get(i), flows.lanes()[i], withTheRest, room);
        }
        return room;
    }

    private void only(Lot lot, long filled, boolean withTheRest, PriceRoom room) {
        int place = place(lot.party());
        long limit = lot.limit() - above(lot.party());
        boolean rest = withTheRest && filled < lot.wh();
        if (market.sells(lot) ? filled > 0 : rest) {
            room.atLeast(place, limit);
        }
        if (market.sells(lot) ? rest : filled > 0) {
            room.atMost(place, limit);
        }
    }

    private void alternative(Lot lot, long filled, PriceRoom room) {
        int place = place(lot.party());
        int own = ownPlaces.get(lot.order());
        long limit = lot.limit() - above(lot.party());
        boolean rest = filled < lot.wh();
        if (market.sells(lot) ? filled > 0 : rest) {
            room.atMostAbove(own, place, -limit);
        }
        if (market.sells(lot) ? rest : filled > 0) {
            room.atMostAbove(place, own, limit);
        }
    }

    /** Above 0 is what a seller gains with each Wh, below 0 what a buyer does; 0 unless all of the order trades. */
    private void order(int order, int place, PriceRoom room) {
        boolean sells = market.table().sells(order);
        long filled = ofOrders.get(order);
        boolean rest = filled < market.offered()[order];
        if (sells ? filled > 0 : rest) {
            room.atLeast(place, 0);
        }
        if (sells ? rest : filled > 0) {
            room.atMost(place, 0);
        }
    }

    private void lane(PairMarket.Lane lane, long wh, boolean withTheRest, PriceRoom room) {
        int seller = place(lane.seller());
        int buyer = place(lane.buyer());
        long fee = lane.fee() - above(lane.buyer());
        if (wh > 0) {
            room.atMostAbove(seller, buyer, -fee);
        }
        boolean more = after.room(
                        market.parties().get(lane.seller()).zone(),
                        market.parties().get(lane.buyer()).zone())
                > 0;
        // Where those who do not trade are not heard either, parties that trade are not parted by a limit.
        boolean together = !perZone && !withTheRest && wh > 0;
        if (more && (withTheRest || wh > 0) || together) {
            room.atMostAbove(buyer, seller, fee);
        }
    }
}
