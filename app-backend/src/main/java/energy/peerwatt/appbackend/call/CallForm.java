package energy.peerwatt.appbackend.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.appbackend.web.Violation;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.CommunityId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A demand-response call as an operator writes it, in kW, minutes, euro and WATT, turned into what grid-service takes in
 * W, instants and nano. All decimal, exact; everything that is wrong is noted at once, by the operator's own fields.
 */
public final class CallForm {
    /** What the operator calls a field that grid-service calls otherwise. */
    private static final Map<String, String> OWN_NAMES = Map.of(
            "targetW", "targetKw",
            "end", "minutes",
            "currencyBudgetNano", "currencyBudget",
            "tokenBudgetNano", "tokenBudget",
            "currencyMicroPerKwh", "currencyPerKwh",
            "tokenNanoPerWh", "tokensPerKwh");

    private final Map<String, String> fields;
    private final List<Violation> violations = new ArrayList<>();

    public CallForm(Map<String, String> fields) {
        this.fields = Map.copyOf(fields);
    }

    /** What is wrong so far. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /**
     * @param earliest the first slot that may be called now
     * @param slot length of a slot
     * @return what grid-service takes; empty where something is wrong
     */
    public Optional<ObjectNode> request(CommunityId community, Instant earliest, Duration slot) {
        String zone = text("zone");
        if (zone.isEmpty()) {
            violations.add(new Violation("zone", "choose a zone"));
        }
        long target = whole("targetKw", "1000", "a number of kW above 0, at most three decimals", true);
        Instant start = start(earliest);
        long minutes = minutes(slot);
        long currencyBudget = whole("currencyBudget", "1000000000", "an amount in euro, 0 or more", false);
        long tokenBudget = whole("tokenBudget", "1000000000", "an amount in WATT, 0 or more", false);
        long currencyRate = whole("currencyPerKwh", "1000000", "a price in euro per kWh, 0 or more", false);
        // WATT per kWh to nano-WATT per Wh: 10^9 / 10^3.
        long tokenRate = whole("tokensPerKwh", "1000000", "WATT per kWh, 0 or more", false);
        if (!violations.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Json.mapper()
                .createObjectNode()
                .put("community", community.toString())
                .put("zone", zone)
                .put("targetW", target)
                .put("start", start.toString())
                .put("end", start.plus(Duration.ofMinutes(minutes)).toString())
                .put("currencyBudgetNano", currencyBudget)
                .put("tokenBudgetNano", tokenBudget)
                .put("currencyMicroPerKwh", currencyRate)
                .put("tokenNanoPerWh", tokenRate));
    }

    /** grid-service's violations, by the operator's own field names; one for the whole where it names none. */
    public static List<Violation> violations(JsonNode problem) {
        List<Violation> violations = new ArrayList<>();
        for (JsonNode one : problem.path("violations")) {
            String field = one.path("field").asText("");
            violations.add(new Violation(
                    OWN_NAMES.getOrDefault(field, field), one.path("message").asText("is not valid")));
        }
        if (violations.isEmpty()) {
            violations.add(new Violation(
                    "", problem.path("detail").asText(problem.path("title").asText("grid-service refused the call"))));
        }
        return violations;
    }

    private Instant start(Instant earliest) {
        String text = text("start");
        if (text.isEmpty() || text.equals("next")) {
            return earliest;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            violations.add(new Violation("start", "must be a time like 2026-06-01T10:00:00Z, or next"));
            return earliest;
        }
    }

    private long minutes(Duration slot) {
        String text = text("minutes");
        long slotMinutes = slot.toMinutes();
        if (text.matches("[0-9]{1,4}") && Long.parseLong(text) > 0 && Long.parseLong(text) % slotMinutes == 0) {
            return Long.parseLong(text);
        }
        violations.add(new Violation("minutes", "must be whole slots of " + slotMinutes + " minutes"));
        return slotMinutes;
    }

    private long whole(String field, String unit, String rule, boolean positive) {
        Optional<Long> value =
                Decimals.whole(text(field), new BigDecimal(unit)).filter(number -> !positive || number > 0);
        if (value.isEmpty()) {
            violations.add(new Violation(field, "must be " + rule + ", at most " + Decimals.MOST.toPlainString()));
        }
        return value.orElse(0L);
    }

    private String text(String field) {
        return fields.getOrDefault(field, "").strip();
    }
}
