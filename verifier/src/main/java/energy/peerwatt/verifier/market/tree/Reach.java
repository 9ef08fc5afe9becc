package energy.peerwatt.verifier.market.tree;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Who could trade with whom, fees counted in, among zones that are connected; limits are not looked at. */
final class Reach {
    private final Groups groups;

    Reach(Groups groups) {
        this.groups = groups;
    }

    /** The lowest price at which energy of any seller comes to a zone. */
    OptionalLong cheapestAsk(Node to) {
        LongStream.Builder delivered = LongStream.builder();
        for (Node from : groups.of(to)) {
            long way = Grid.fee(from, to) - to.zone().localFee();
            from.offers().stream().filter(Offer::sells).forEach(ask -> delivered.add(ask.price() + way));
        }
        return delivered.build().min();
    }

    /** The highest price that any buyer leaves for energy of a zone. */
    OptionalLong dearestBid(Node from) {
        LongStream.Builder left = LongStream.builder();
        for (Node to : groups.of(from)) {
            long way = Grid.fee(from, to) - to.zone().localFee();
            to.offers().stream().filter(offer -> !offer.sells()).forEach(bid -> left.add(bid.price() - way));
        }
        return left.build().max();
    }

    /** Wh of bids in these zones that at least one ask could serve, or that trade. */
    long demand(List<Node> zones, Plan plan) {
        long sum = 0;
        for (Node zone : zones) {
            OptionalLong ask = cheapestAsk(zone);
            for (Offer offer : zone.offers()) {
                boolean served = ask.isPresent() && ask.getAsLong() <= offer.price() || plan.traded(offer) > 0;
                sum = Math.addExact(sum, !offer.sells() && served ? offer.wh() : 0);
            }
        }
        return sum;
    }

    /** Wh of asks in these zones that at least one bid could take, or that trade. */
    long supply(List<Node> zones, Plan plan) {
        long sum = 0;
        for (Node zone : zones) {
            OptionalLong bid = dearestBid(zone);
            for (Offer offer : zone.offers()) {
                boolean taken = bid.isPresent() && bid.getAsLong() >= offer.price() || plan.traded(offer) > 0;
                sum = Math.addExact(sum, offer.sells() && taken ? offer.wh() : 0);
            }
        }
        return sum;
    }
}
