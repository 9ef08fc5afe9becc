package energy.peerwatt.appbackend.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.appbackend.web.Violation;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A household's consent to lend its battery, as it writes it, in kW and kWh, turned into what grid-service takes in W and
 * Wh. Decimal, exact; everything that is wrong is noted at once.
 */
public final class ConsentForm {
    private static final String DEVICE = "BATTERY_DISCHARGE";

    private final Map<String, String> fields;
    private final List<Violation> violations = new ArrayList<>();

    public ConsentForm(Map<String, String> fields) {
        this.fields = Map.copyOf(fields);
    }

    /** What is wrong so far. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** @return what grid-service takes; empty where something is wrong */
    public Optional<ObjectNode> request(MeterId meter, GatewayId gateway, Instant now) {
        Optional<Long> watts = thousands("ratedKw", "a number of kW above 0, at most three decimals");
        Optional<Long> wattHours = thousands("storageKwh", "a number of kWh above 0, at most three decimals");
        return watts.flatMap(rated -> wattHours.map(storage -> Json.mapper()
                .createObjectNode()
                .put("meter", meter.toString())
                .put("gateway", gateway.toString())
                .put("device", DEVICE)
                .put("ratedW", rated)
                .put("storageWh", storage)
                .put("consentAt", now.toString())));
    }

    private Optional<Long> thousands(String field, String rule) {
        Optional<Long> value = Decimals.whole(fields.getOrDefault(field, ""), BigDecimal.valueOf(1000))
                .filter(number -> number > 0);
        if (value.isEmpty()) {
            violations.add(new Violation(field, "must be " + rule));
        }
        return value;
    }
}
