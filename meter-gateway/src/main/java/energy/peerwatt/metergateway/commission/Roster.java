package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.device.Device;
import java.util.List;
import java.util.Optional;

/** Those who read devices, and do as the journals say. */
public interface Roster {
    /** Why a device cannot be read besides those that are; with what is to be done. */
    List<String> refusals(Device device);

    /** The homes of a household that are read now. */
    List<Device> homes(AccountId account);

    /**
     * Takes off what is set on an inverter that goes out of service, and sets nothing from then on, until {@link #follow}
     * says that it is in service. Waits a little for that.
     *
     * @return what may still be set on it
     */
    Optional<String> release(Fixture fixture) throws InterruptedException;

    /** Told of every metering point at the start, and after each of its steps. What is read follows at once. */
    void follow(Commissioning commissioning);
}
