package energy.peerwatt.gridservice.event;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.gridservice.event.domain.CallTerms;
import energy.peerwatt.gridservice.rest.Fields;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sends to call a zone.
 *
 * @param key the same key with the same request is one call, however often it is sent
 */
record EventRequest(CallTerms terms, String key) {
    private static final long MOST_WATTS = 1_000_000_000_000L;
    private static final long MOST_TOKENS_PER_WH = 1_000_000_000_000L;
    private static final int LONGEST_KEY = 200;

    static EventRequest read(@Nullable JsonNode body, @Nullable String idempotencyKey) {
        Fields fields = Fields.of(body);
        String key = fields.given("Idempotency-Key", idempotencyKey, EventRequest::key, "");
        CallTerms terms = new CallTerms(
                fields.text("community", CommunityId::of, new CommunityId(new UUID(0, 0))),
                fields.text("zone", GridZoneId::new, new GridZoneId("none")),
                new Power(fields.number("targetW", Fields.between("targetW", 1, MOST_WATTS), 1L)),
                fields.text("start", Fields::instant, Instant.EPOCH),
                fields.text("end", Fields::instant, Instant.EPOCH),
                new Money(amount(fields, "currencyBudgetNano")),
                new TokenAmount(amount(fields, "tokenBudgetNano")),
                fields.number("currencyMicroPerKwh", Price::new, Price.ZERO),
                fields.number("tokenNanoPerWh", Fields.between("tokenNanoPerWh", 0, MOST_TOKENS_PER_WH), 0L));
        fields.check();
        return new EventRequest(terms, key);
    }

    private static long amount(Fields fields, String field) {
        return fields.number(field, Fields.between(field, 0, CallTerms.MOST), 0L);
    }

    private static String key(String text) {
        if (text.length() > LONGEST_KEY || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "Idempotency-Key must be 1 to " + LONGEST_KEY + " printable characters without spaces");
        }
        return text;
    }
}
