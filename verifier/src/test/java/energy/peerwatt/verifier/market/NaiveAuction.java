package energy.peerwatt.verifier.market;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Deliberately naive: every watt-hour is its own entry in a sorted list. */
final class NaiveAuction {
    private NaiveAuction() {}

    static ZoneResult clear(
            GridZoneId zone, PriceRule rule, long fee, List<SealedBook.Order> asks, List<SealedBook.Order> bids) {
        List<Long> offered = new ArrayList<>();
        for (SealedBook.Order ask : asks) {
            for (long i = 0; i < ask.energy().wattHours(); i++) {
                offered.add(ask.limit().microPerKwh());
            }
        }
        List<Long> wanted = new ArrayList<>();
        for (SealedBook.Order bid : bids) {
            long net = bid.limit().microPerKwh() - fee;
            for (long i = 0; i < bid.energy().wattHours() && net >= 0; i++) {
                wanted.add(net);
            }
        }
        offered.sort(Comparator.naturalOrder());
        wanted.sort(Comparator.reverseOrder());
        int volume = 0;
        long welfare = 0;
        while (volume < Math.min(offered.size(), wanted.size()) && wanted.get(volume) >= offered.get(volume)) {
            welfare += wanted.get(volume) - offered.get(volume);
            volume++;
        }
        boolean both = !offered.isEmpty() && !wanted.isEmpty();
        long demand =
                both ? wanted.stream().filter(bid -> bid >= offered.getFirst()).count() : 0;
        long supply =
                both ? offered.stream().filter(ask -> ask <= wanted.getFirst()).count() : 0;
        Energy d = new Energy(demand);
        Energy s = new Energy(supply);
        if (volume == 0) {
            Price indicative = both ? new Price((offered.getFirst() + wanted.getFirst() + 1) / 2) : null;
            return new ZoneResult(zone, Energy.ZERO, "0", null, null, null, null, null, indicative, d, s);
        }
        long ask = offered.get(volume - 1);
        long bid = wanted.get(volume - 1);
        long lo = volume < wanted.size() ? Math.max(ask, wanted.get(volume)) : ask;
        long hi = volume < offered.size() ? Math.min(bid, offered.get(volume)) : bid;
        long price =
                switch (rule) {
                    case EQUILIBRIUM -> (lo + hi + 1) / 2;
                    case SCARCITY -> ask + (2 * demand * (bid - ask) + demand + supply) / (2 * (demand + supply));
                    case MIDPOINT -> (ask + bid + 1) / 2;
                };
        return new ZoneResult(
                zone,
                new Energy(volume),
                String.valueOf(welfare),
                new Price(price),
                new Price(lo),
                new Price(hi),
                new Price(ask),
                new Price(bid),
                null,
                d,
                s);
    }
}
