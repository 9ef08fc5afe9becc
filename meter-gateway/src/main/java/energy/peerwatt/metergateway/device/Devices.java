package energy.peerwatt.metergateway.device;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this gateway is and reads.
 *
 * @param slot length of the market's slots
 */
public record Devices(GatewayId gateway, Duration slot, List<Device> devices) {
    public Devices {
        devices = List.copyOf(devices);
    }

    /** Every two addresses that are one port or one serial device, which speaks one way only. */
    public static List<String> clashes(List<Device> devices) {
        Map<String, Endpoint> buses = new HashMap<>();
        List<String> clashes = new ArrayList<>();
        devices.stream().flatMap(Device::endpoints).distinct().forEach(endpoint -> {
            Endpoint other = buses.putIfAbsent(endpoint.bus(), endpoint);
            if (other != null) {
                clashes.add(endpoint + " and " + other + " are one bus spoken to in two ways");
            }
        });
        return clashes;
    }

    public Optional<Device> device(MeterId meter) {
        return devices.stream().filter(device -> device.meter().equals(meter)).findFirst();
    }
}
