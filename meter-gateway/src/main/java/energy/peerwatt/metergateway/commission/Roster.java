package energy.peerwatt.metergateway.commission;

import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.device.Device;
import java.util.List;

/** Those who read devices, and do as the journals say. */
public interface Roster {
    /** Why a device cannot be read besides those that are; with what is to be done. */
    List<String> refusals(Device device);

    /** Told of every metering point at the start, and after each of its steps. What is read follows at once. */
    void follow(Commissioning commissioning);
}
