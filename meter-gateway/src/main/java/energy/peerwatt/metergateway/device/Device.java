package energy.peerwatt.metergateway.device;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.util.Optional;

/**
 * One home: its meter and, where it has one, its inverter.
 *
 * @param account of the household whose meter it is; without one no household may see its data
 * @param serial the number the meter must have; without it the first one seen counts from then on
 */
public record Device(
        String name,
        MeterId meter,
        Optional<AccountId> account,
        Endpoint endpoint,
        int unit,
        Profile profile,
        Optional<String> serial,
        Optional<Inverter> inverter) {

    /** Where a SunSpec inverter answers. */
    public record Inverter(Endpoint endpoint, int unit) {}
}
