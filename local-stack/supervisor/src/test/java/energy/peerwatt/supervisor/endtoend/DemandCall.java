package energy.peerwatt.supervisor.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A demand-response call on a running stack, made and watched by the operator of the demo. */
final class DemandCall {
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final long CURRENCY_BUDGET = 20_000_000_000L;
    private static final long TOKEN_BUDGET = 20_000_000_000L;

    private final RunningStack stack;
    private final String path;

    private DemandCall(RunningStack stack, String event) {
        this.stack = stack;
        this.path = "/grid/v1/events/" + event;
    }

    /** From the slot after the next one, for {@code slots} slots. */
    static DemandCall publish(RunningStack stack, int slots) {
        Instant start = Slot.containing(stack.marketTime(), SLOT).next().next().start();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("community", stack.community());
        body.put("zone", "street");
        body.put("targetW", 4_000);
        body.put("start", start);
        body.put("end", start.plus(SLOT.multipliedBy(slots)));
        body.put("currencyBudgetNano", CURRENCY_BUDGET);
        body.put("tokenBudgetNano", TOKEN_BUDGET);
        body.put("currencyMicroPerKwh", 100_000);
        body.put("tokenNanoPerWh", 1_000_000);
        JsonNode event = stack.as("operator", "grid-service", "/grid/v1/events", body);
        return new DemandCall(stack, event.path("event").asText());
    }

    boolean is(String state) {
        return view().path("state").asText().equals(state);
    }

    /** Whether every device that was called has given back. */
    boolean isReleased() {
        return StreamSupport.stream(view().path("participants").spliterator(), false)
                .allMatch(participant -> participant.path("dispatch").asText().equals("RELEASED"));
    }

    int participants() {
        return view().path("participants").size();
    }

    /** Nano-WATT that the verified response earned. */
    long tokenReward() {
        return view().path("verified").path("tokenRewardNano").asLong();
    }

    private JsonNode view() {
        return stack.as("operator", "grid-service", path, null);
    }

    /** Orders of any gateway that are not done; the installer sees them. */
    static long openOrders(RunningStack stack) {
        return StreamSupport.stream(
                        stack.as("installer", "meter-gateway", "/v1/controls", null)
                                .spliterator(),
                        false)
                .mapToLong(control -> control.path("orders").size())
                .sum();
    }
}
