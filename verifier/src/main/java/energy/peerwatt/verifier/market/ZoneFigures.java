package energy.peerwatt.verifier.market;

import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.verifier.market.tree.Fill;
import energy.peerwatt.verifier.market.tree.Quote;
import energy.peerwatt.verifier.market.tree.Scarcity;
import java.math.BigInteger;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What is published of a zone's outcome. */
final class ZoneFigures {
    private final Outcome outcome;
    private final String zone;
    private final @Nullable Quote quote;

    private ZoneFigures(Outcome outcome, String zone) {
        this.outcome = outcome;
        this.zone = zone;
        this.quote = outcome.quotes().get(zone);
    }

    static ZoneResult of(SealedBook.Zone zone, Outcome outcome) {
        ZoneFigures figures = new ZoneFigures(outcome, zone.id().value());
        long sent = outcome.sent().getOrDefault(zone.id().value(), 0L);
        BigInteger rent = zone.parent() == null
                ? null
                : figures.rent(
                        outcome.auctioned().getOrDefault(zone.id().value(), 0L),
                        zone.parent().value(),
                        zone.edgeFee());
        return new ZoneResult(
                zone.id(),
                figures.traded(fill -> fill.sell().zone()),
                figures.traded(fill -> fill.buy().zone()),
                figures.price(Quote::price),
                figures.price(Quote::lo),
                figures.price(Quote::hi),
                figures.price(Quote::lowest),
                figures.price(Quote::highest),
                figures.scarcity(Scarcity::demandWh),
                figures.scarcity(Scarcity::supplyWh),
                rent == null ? null : new NetEnergy(-sent),
                rent == null ? null : rent.toString());
    }

    private Energy traded(Function<Fill, String> zoneOf) {
        return new Energy(outcome.fills().stream()
                .filter(fill -> zoneOf.apply(fill).equals(zone))
                .mapToLong(Fill::wh)
                .sum());
    }

    private @Nullable Price price(ToLongFunction<Quote> part) {
        return quote == null ? null : told(part.applyAsLong(quote));
    }

    /** What is more than a price can be stands as the largest; nobody trades at it. */
    static Price told(long price) {
        return new Price(Math.min(price, Price.MAX));
    }

    private @Nullable Energy scarcity(ToLongFunction<Scarcity> part) {
        Scarcity scarcity = quote == null ? null : quote.scarcity();
        return scarcity == null ? null : new Energy(part.applyAsLong(scarcity));
    }

    /** (price where the energy goes - price where it comes from - fee of the edge) x Wh. */
    private BigInteger rent(long sent, String parent, Price fee) {
        Quote above = outcome.quotes().get(parent);
        if (sent == 0 || quote == null || above == null) {
            return BigInteger.ZERO;
        }
        long rise = sent > 0 ? above.price() - quote.price() : quote.price() - above.price();
        return BigInteger.valueOf(rise - fee.microPerKwh()).multiply(BigInteger.valueOf(Math.abs(sent)));
    }
}
