package energy.peerwatt.supervisor.provision;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells grid-service of the street's zone, its past and its batteries; saying it again changes nothing. */
public final class GridProvisioning {
    private static final String BASE = "/grid/v1";

    private final ServiceClient grid;

    public GridProvisioning(ServiceClient grid) {
        this.grid = grid;
    }

    /** The zone of the street, with room for everybody; only once, or a restart would take the operator's fee back. */
    public void defineZone(int homes) {
        if (grid.get(BASE + "/zones").valueStream().anyMatch(GridProvisioning::isTheStreet)) {
            return;
        }
        Map<String, Object> zone = new LinkedHashMap<>();
        zone.put("community", DemoCast.COMMUNITY);
        zone.put("localFeeMicroPerKwh", Tariff.LOCAL_FEE);
        zone.put("importLimitW", homes * Tariff.CONNECTION_W);
        zone.put("exportLimitW", homes * Tariff.CONNECTION_W);
        grid.put(BASE + "/zones/" + DemoCast.ZONE, zone);
    }

    private static boolean isTheStreet(JsonNode zone) {
        return zone.path("zone").asText().equals(DemoCast.ZONE.value())
                && zone.path("community").asText().equals(DemoCast.COMMUNITY.toString());
    }

    /** @param history what the street wrote of the time before it started */
    public void importPast(Path history) {
        try {
            int home = 0;
            for (JsonNode past : Json.mapper().readTree(history.toFile()).path("homes")) {
                grid.put(BASE + "/history/" + DemoCast.meter(home), Map.of("slots", slots(past.path("slots"))));
                home++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the street's past cannot be read from " + history, e);
        }
    }

    private static List<Map<String, Object>> slots(JsonNode past) {
        List<Map<String, Object>> slots = new ArrayList<>();
        for (JsonNode slot : past) {
            slots.add(Map.of(
                    "start", slot.path("start").asText(),
                    "lengthSeconds", slot.path("lengthSeconds").asLong(),
                    "netWh", slot.path("netWh").asLong()));
        }
        return slots;
    }

    /**
     * Enrols the batteries nobody has decided about yet. In the demo the households have agreed to it.
     *
     * @param consentAt when
     */
    public void enrolBatteries(List<Household> households, Instant consentAt) {
        for (Household household : households) {
            Household.Battery battery = household.battery();
            String path = BASE + "/enrolments/" + DemoCast.account(household.number());
            if (battery != null && grid.find(path).isEmpty()) {
                Map<String, Object> enrolment = new LinkedHashMap<>();
                enrolment.put("meter", DemoCast.meter(household.number()));
                enrolment.put("gateway", DemoCast.GATEWAY);
                enrolment.put("device", "BATTERY_DISCHARGE");
                enrolment.put("ratedW", battery.maxPowerW());
                enrolment.put("storageWh", battery.capacityWh());
                enrolment.put("consentAt", consentAt);
                grid.put(path, enrolment);
            }
        }
    }

    /** Puts the key that signs dispatch orders where the gateway looks for it. */
    public void writeDispatchKey(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Json.mapper().writeValue(beside.toFile(), grid.get(BASE + "/dispatch-key"));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the key for dispatch orders cannot be written to " + file, e);
        }
    }
}
