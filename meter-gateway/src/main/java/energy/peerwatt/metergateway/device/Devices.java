package energy.peerwatt.metergateway.device;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import java.time.Duration;
import java.util.List;
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

    public Optional<Device> device(MeterId meter) {
        return devices.stream().filter(device -> device.meter().equals(meter)).findFirst();
    }
}
