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
    private record Place(String bus, int unit) {}

    public Devices {
        devices = List.copyOf(devices);
    }

    /**
     * Every two addresses that are one port or one serial device, which speaks one way only; and every two meters that are
     * one device, whose energy would count twice.
     */
    public static List<String> clashes(List<Device> devices) {
        Map<String, Endpoint> buses = new HashMap<>();
        List<String> clashes = new ArrayList<>();
        devices.stream().flatMap(Device::endpoints).distinct().forEach(endpoint -> {
            Endpoint other = buses.putIfAbsent(endpoint.bus(), endpoint);
            if (other != null) {
                clashes.add(endpoint + " and " + other + " are one bus spoken to in two ways");
            }
        });
        Map<Place, Device> places = new HashMap<>();
        for (Device device : devices) {
            Device other = places.putIfAbsent(new Place(device.endpoint().bus(), device.unit()), device);
            if (other != null) {
                clashes.add("the meters of %s and %s are one device: unit %d of %s"
                        .formatted(other.name(), device.name(), device.unit(), device.endpoint()));
            }
        }
        return clashes;
    }

    public Optional<Device> device(MeterId meter) {
        return devices.stream().filter(device -> device.meter().equals(meter)).findFirst();
    }
}
