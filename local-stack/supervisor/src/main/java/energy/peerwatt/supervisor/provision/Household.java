package energy.peerwatt.supervisor.provision;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A home of the street as the stack provisions it.
 *
 * @param number from 0, in the order of the street
 * @param inverter of a home with solar, or null
 * @param battery of a home that has one, or null
 */
public record Household(
        int number,
        String name,
        Device meter,
        @Nullable Device inverter,
        @Nullable Battery battery) {

    /** @param url {@code tcp://host:port} */
    public record Device(String url, int unit) {}

    /** What it can hold and how fast it can give it, in Wh and W. */
    public record Battery(long capacityWh, long maxPowerW) {}

    /** Reads the street's own description. */
    static List<Household> ofStreet(Path description) {
        try {
            List<Household> households = new ArrayList<>();
            for (JsonNode home : Json.mapper().readTree(description.toFile()).path("homes")) {
                households.add(new Household(
                        households.size(),
                        home.path("name").asText(),
                        device(home.path("meter")),
                        home.path("inverter").isObject() ? device(home.path("inverter")) : null,
                        home.path("battery").isObject() ? battery(home.path("battery")) : null));
            }
            return List.copyOf(households);
        } catch (IOException e) {
            throw new UncheckedIOException("the street did not describe itself in " + description, e);
        }
    }

    private static Battery battery(JsonNode entry) {
        return new Battery(
                entry.path("capacityWh").asLong(), entry.path("maxPowerW").asLong());
    }

    private static Device device(JsonNode entry) {
        return new Device(
                "tcp://" + entry.path("host").asText() + ":"
                        + entry.path("port").asInt(),
                entry.path("unit").asInt());
    }

    public long lowestSellMicroPerKwh() {
        return Tariff.lowestSell(number);
    }

    public long highestBuyMicroPerKwh() {
        return Tariff.highestBuy(number);
    }

    public boolean hasBattery() {
        return battery != null;
    }
}
