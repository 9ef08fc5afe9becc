package energy.peerwatt.metergateway;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.Commissionings;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.commission.domain.Tenure;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.reading.Meter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The metering points that this gateway reads, has read, or is about to: being taken out of service ends no history. */
public record KnownMeters(Fleet fleet, Commissionings commissionings) {

    /** Whose it is; empty while nobody has been named. */
    public Optional<Tenure> tenure(MeterId id) {
        Optional<Device> listed = fleet.listed().device(id);
        return Tenure.newest(commissionings.tenures(id), listed.flatMap(Device::account), listed.isPresent());
    }

    /** Whether anything was ever sealed of it, or may be. */
    public boolean hasHistory(MeterId id) {
        return device(id).isPresent() || !commissionings.tenures(id).isEmpty();
    }

    /** As it is read now, else as the devices file has it. */
    public Optional<Device> device(MeterId id) {
        return fleet.meter(id).map(Meter::device).or(() -> fleet.listed().device(id));
    }

    /** Where its devices are and will be looked for; empty for a metering point that nobody has heard of. */
    public List<Endpoint> endpoints(MeterId id) {
        return Stream.concat(
                        device(id).stream().flatMap(Device::endpoints),
                        commissionings.target(id).map(Target::endpoint).stream())
                .distinct()
                .toList();
    }
}
