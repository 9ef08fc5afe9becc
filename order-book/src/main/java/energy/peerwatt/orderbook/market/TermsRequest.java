package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.rest.Fields;
import java.time.Duration;
import java.time.Instant;

/** Terms of a market as a caller sent them. */
final class TermsRequest {
    private static final Duration ANY_LENGTH = Duration.ofMinutes(60);
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
        fields.checked("firstSlot", () -> new Slot(first, length), new Slot(Instant.EPOCH, ANY_LENGTH));
        fields.requireNoViolations();
        return new MarketTerms(length, gate, rule, tick, first);
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
