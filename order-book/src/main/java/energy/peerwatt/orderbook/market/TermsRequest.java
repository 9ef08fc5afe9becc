package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketPlace;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Position;
import energy.peerwatt.orderbook.rest.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Terms of a market as a caller sent them. */
final class TermsRequest {
    private static final Duration ANY_LENGTH = Duration.ofMinutes(60);
    private static final Duration OFTEN = Duration.ofMinutes(5);
    /** Forecasts of a home for hours ahead are seldom better. */
    private static final int TOLERANT = 250;

    private static final Price ANY_TICK = new Price(1);

    private TermsRequest() {}

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem naming all that is wrong, if anything is */
    static MarketTerms read(JsonNode body) {
        Fields fields = new Fields(body, "");
        Duration length = fields.quantity("slotMinutes", TermsRequest::slotLength, ANY_LENGTH);
        Instant first = fields.instant("firstSlot", Instant.EPOCH);
        PriceRule rule = fields.choice("rule", PriceRule.class, PriceRule.EQUILIBRIUM);
        Price tick = fields.quantity("tickMicroPerKwh", TermsRequest::tick, ANY_TICK);
        Duration gate = fields.quantity("gateClosureMinutes", TermsRequest::gate, Duration.ZERO);
        Duration auctions = auctions(fields);
        Integer tolerance = tolerance(fields);
        fields.checked("firstSlot", () -> new Slot(first, length), new Slot(Instant.EPOCH, ANY_LENGTH));
        MarketPlace place = place(fields);
        SealedBook.Mode mode = fields.has("mode")
                ? fields.choice("mode", SealedBook.Mode.class, SealedBook.Mode.AUCTION)
                : SealedBook.Mode.AUCTION;
        fields.requireNoViolations();
        return new MarketTerms(length, gate, rule, tick, first, place, auctions, tolerance, mode);
    }

    private static @Nullable Duration auctions(Fields fields) {
        if (!fields.has("auctionEvery")) {
            return OFTEN;
        }
        Duration every = fields.text("auctionEvery", TermsRequest::auctionEvery, Duration.ZERO);
        return every.isZero() ? null : every;
    }

    private static @Nullable Integer tolerance(Fields fields) {
        int permille = fields.has("forecastTolerancePermille")
                ? fields.quantity("forecastTolerancePermille", TermsRequest::permille, TOLERANT)
                : TOLERANT;
        boolean bound = !fields.has("forecastBound") || fields.flag("forecastBound", true);
        return bound ? permille : null;
    }

    private static int permille(long permille) {
        terms(Duration.ZERO, ANY_TICK).tolerating(narrow(permille));
        return narrow(permille);
    }

    private static Duration auctionEvery(String text) {
        Duration every = Duration.parse(text);
        if (!every.isZero()) {
            terms(Duration.ZERO, ANY_TICK).auctionsEvery(every);
        }
        return every;
    }

    /** Absent unless something is said of it; the time zone is UTC where only the position is said, and the other way. */
    private static @Nullable MarketPlace place(Fields fields) {
        boolean positioned = fields.has("latitudeMicroDegrees") || fields.has("longitudeMicroDegrees");
        if (!positioned && !fields.has("timeZone")) {
            return null;
        }
        ZoneId zone =
                fields.has("timeZone") ? fields.text("timeZone", TermsRequest::zone, ZoneOffset.UTC) : ZoneOffset.UTC;
        if (!positioned) {
            return new MarketPlace(zone, null);
        }
        int latitude = fields.quantity(
                "latitudeMicroDegrees", degrees -> new Position(narrow(degrees), 0).latitudeMicroDegrees(), 0);
        int longitude = fields.quantity(
                "longitudeMicroDegrees", degrees -> new Position(0, narrow(degrees)).longitudeMicroDegrees(), 0);
        return new MarketPlace(zone, new Position(latitude, longitude));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("timeZone is none of the tz database, like Europe/Vienna: " + name, e);
        }
    }

    private static int narrow(long number) {
        return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static Duration slotLength(long minutes) {
        return new Slot(Instant.EPOCH, minutes(minutes)).length();
    }

    private static Price tick(long microPerKwh) {
        Price tick = new Price(microPerKwh);
        return terms(Duration.ZERO, tick).tick();
    }

    private static Duration gate(long minutes) {
        return terms(minutes(minutes), ANY_TICK).gateClosure();
    }

    private static Duration minutes(long minutes) {
        if (minutes < -1_000_000 || minutes > 1_000_000) {
            throw new IllegalArgumentException("not a number of minutes to reckon with: " + minutes);
        }
        return Duration.ofMinutes(minutes);
    }

    /** Any terms with this gate and tick, for the sake of their own checks. */
    private static MarketTerms terms(Duration gate, Price tick) {
        return new MarketTerms(ANY_LENGTH, gate, PriceRule.EQUILIBRIUM, tick, Instant.EPOCH);
    }
}
