package energy.peerwatt.orderbook.clearing.domain.report;

import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.book.Rejected;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a clearing as it is printed. Prices are micro-currency per kWh, energy is Wh, welfare and rent are
 * price x Wh, which is nano-currency.
 *
 * @param zonePrices what a seller in the zone receives; null for a zone without a price
 * @param priceIntervals lowest and highest price at which nobody wants to trade more
 * @param indicative half-way between best ask and best bid; null unless nothing trades
 * @param bookHash Keccak-256 of the canonical JSON of the orders that took part, zones and terms
 * @param resultHash Keccak-256 of the canonical JSON of all the rest, sums as decimal text
 */
public record ClearingReport(
        long volumeWh,
        BigInteger welfare,
        TreeMap<String, @Nullable Long> zonePrices,
        TreeMap<String, @Nullable List<Long>> priceIntervals,
        @Nullable Long indicative,
        BigInteger congestionRent,
        List<FillLine> fills,
        List<Resting> resting,
        List<Rejected> rejected,
        Hash32 bookHash,
        Hash32 resultHash) {

    /** Of an order not filled whole. */
    public record Resting(String id, long wh) {}

    /** What the result hash is made of; a sum may be more than a JSON number carries exactly. */
    private record Hashed(
            String volumeWh,
            String welfare,
            TreeMap<String, @Nullable Long> zonePrices,
            TreeMap<String, @Nullable List<Long>> priceIntervals,
            @Nullable Long indicative,
            String congestionRent,
            List<FillLine> fills,
            List<Resting> resting,
            List<Rejected> rejected,
            Hash32 bookHash) {}

    /** @param alsoRejected orders that could not even be read */
    public static ClearingReport of(ClearingOutcome outcome, List<Rejected> alsoRejected) {
        TreeMap<String, @Nullable Long> prices = new TreeMap<>();
        TreeMap<String, @Nullable List<Long>> intervals = new TreeMap<>();
        for (int z = 0; z < outcome.tree().size(); z++) {
            ZonePrice price = outcome.prices().of(z);
            prices.put(outcome.tree().id(z), price == null ? null : price.price());
            intervals.put(outcome.tree().id(z), price == null ? null : List.of(price.lo(), price.hi()));
        }
        List<FillLine> fills = new ArrayList<>();
        outcome.fills().forEach(fill -> fills.add(FillLine.of(fill, outcome)));
        List<Resting> resting = outcome.resting().stream()
                .map(rest -> new Resting(rest.order().id(), rest.wh()))
                .toList();
        List<Rejected> rejected = new ArrayList<>(outcome.rejected());
        rejected.addAll(alsoRejected);
        rejected.sort(Comparator.comparing(Rejected::id));
        Hashed hashed = new Hashed(
                Long.toString(outcome.volumeWh()),
                outcome.welfare().toString(),
                prices,
                intervals,
                outcome.indicative(),
                outcome.congestionRent().toString(),
                fills,
                resting,
                rejected,
                outcome.bookHash());
        return new ClearingReport(
                outcome.volumeWh(),
                outcome.welfare(),
                prices,
                intervals,
                outcome.indicative(),
                outcome.congestionRent(),
                fills,
                resting,
                rejected,
                outcome.bookHash(),
                CanonicalJson.hash(hashed));
    }
}
