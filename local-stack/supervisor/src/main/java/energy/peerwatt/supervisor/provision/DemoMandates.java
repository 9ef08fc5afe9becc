package energy.peerwatt.supervisor.provision;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.evidence.WalletSignature;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;

/** The mandates that the demo's households give: room for every home of the street, between feed-in and retail price. */
final class DemoMandates {
    private static final Energy PER_SLOT = new Energy(10_000);
    private static final Money PER_DAY = Money.ofNano(20_000_000_000L);

    /** Market time runs fifteen times faster, and a stack may be kept. */
    private static final Instant UNTIL = Instant.parse("2040-01-01T00:00:00Z");

    private DemoMandates() {}

    /** @param toSign what order-book says a mandate has to say */
    static SignedMandate of(Household household, JsonNode toSign) {
        TradingMandate mandate = new TradingMandate(
                DemoCast.household(household.number()).address().hex(),
                toSign.path("agentKey").asText(),
                DemoCast.COMMUNITY,
                new Price(Tariff.RETAIL),
                new Price(Tariff.FEED_IN),
                PER_SLOT,
                PER_DAY,
                UNTIL,
                toSign.path("nonce").asLong());
        TradingDomain domain = new TradingDomain(toSign.path("chainId").asLong());
        return new SignedMandate(
                mandate,
                WalletSignature.of(DemoCast.household(household.number()).signDigest(mandate.digest(domain))));
    }
}
