package energy.peerwatt.appbackend.call;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.appbackend.web.Violation;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.CommunityId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CallFormTest {
    private static final CommunityId COMMUNITY = new CommunityId(new UUID(1, 2));
    private static final Instant EARLIEST = Instant.parse("2026-06-21T10:15:00Z");
    private static final Duration SLOT = Duration.ofMinutes(15);

    private static Map<String, String> good() {
        return new HashMap<>(Map.of(
                "zone", "street",
                "targetKw", "3.5",
                "start", "next",
                "minutes", "30",
                "currencyBudget", "5",
                "currencyPerKwh", "0.10",
                "tokenBudget", "100",
                "tokensPerKwh", "10"));
    }

    @Test
    void everyNumberIsExactInTheUnitsOfTheGridService() {
        var request = new CallForm(good()).request(COMMUNITY, EARLIEST, SLOT).orElseThrow();

        assertThat(request.path("targetW").asLong()).isEqualTo(3_500);
        assertThat(request.path("start").asText()).isEqualTo("2026-06-21T10:15:00Z");
        assertThat(request.path("end").asText()).isEqualTo("2026-06-21T10:45:00Z");
        assertThat(request.path("currencyBudgetNano").asLong()).isEqualTo(5_000_000_000L);
        assertThat(request.path("currencyMicroPerKwh").asLong()).isEqualTo(100_000);
        assertThat(request.path("tokenBudgetNano").asLong()).isEqualTo(100_000_000_000L);
        assertThat(request.path("tokenNanoPerWh").asLong()).isEqualTo(10_000_000);
    }

    @Test
    void aCommaIsADecimalPointToo() {
        Map<String, String> fields = good();
        fields.put("targetKw", "2,25");

        assertThat(new CallForm(fields)
                        .request(COMMUNITY, EARLIEST, SLOT)
                        .orElseThrow()
                        .path("targetW")
                        .asLong())
                .isEqualTo(2_250);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        CallForm form = new CallForm(Map.of(
                "zone", " ",
                "targetKw", "-3",
                "start", "soon",
                "minutes", "20",
                "currencyBudget", "five",
                "currencyPerKwh", "0.0000001",
                "tokenBudget", "1e99"));

        assertThat(form.request(COMMUNITY, EARLIEST, SLOT)).isEmpty();
        assertThat(form.violations())
                .extracting(Violation::field)
                .containsExactly(
                        "zone",
                        "targetKw",
                        "start",
                        "minutes",
                        "currencyBudget",
                        "tokenBudget",
                        "currencyPerKwh",
                        "tokensPerKwh");
    }

    /** Scaling such a number to whole ones takes memory for a thousand million digits. */
    @Test
    @Timeout(10)
    void aNumberWithAnExponentIsNone() {
        Map<String, String> fields = good();
        fields.put("currencyBudget", "1e-999999999");
        CallForm form = new CallForm(fields);

        assertThat(form.request(COMMUNITY, EARLIEST, SLOT)).isEmpty();
        assertThat(form.violations()).extracting(Violation::field).containsExactly("currencyBudget");
    }

    @Test
    void whatTheGridServiceRefusesIsShownAtTheOperatorsOwnField() throws Exception {
        var problem = Json.mapper().readTree("""
                {"title":"Refused","violations":[
                  {"field":"targetW","message":"is above what is enrolled: 2000 W"},
                  {"field":"end","message":"must be the end of a slot"}]}""");

        assertThat(CallForm.violations(problem))
                .containsExactly(
                        new Violation("targetKw", "is above what is enrolled: 2000 W"),
                        new Violation("minutes", "must be the end of a slot"));
        assertThat(CallForm.violations(Json.mapper().readTree("{\"detail\":\"no\"}")))
                .containsExactly(new Violation("", "no"));
    }
}
