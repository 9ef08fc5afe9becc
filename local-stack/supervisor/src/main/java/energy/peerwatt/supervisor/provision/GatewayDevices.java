package energy.peerwatt.supervisor.provision;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the gateway which devices to read. */
public final class GatewayDevices {
    private GatewayDevices() {}

    /** Writes the gateway's device file for a street that described itself. */
    public static List<Household> write(Path streetDescription, Path file) {
        List<Household> households = Household.ofStreet(streetDescription);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("gatewayId", DemoCast.GATEWAY.toString());
        content.put("slot", "PT15M");
        content.put("devices", households.stream().map(GatewayDevices::entry).toList());
        try {
            new YAMLMapper().writeValue(file.toFile(), content);
            return households;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the gateway's devices to " + file, e);
        }
    }

    private static Map<String, Object> entry(Household household) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", household.name());
        entry.put("meterId", DemoCast.meter(household.number()).toString());
        entry.put("account", DemoCast.account(household.number()).toString());
        entry.put(
                "meter",
                Map.of(
                        "url", household.meter().url(),
                        "unit", household.meter().unit(),
                        "profile", "eastron-sdm630"));
        Household.Device inverter = household.inverter();
        if (inverter != null) {
            entry.put("inverter", Map.of("url", inverter.url(), "unit", inverter.unit()));
        }
        return entry;
    }
}
