package energy.peerwatt.metergateway.commission;

import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.Stage;
import java.util.Optional;

/** The lines by which the devices file knows a metering point; an operator puts them there. */
public final class DevicesEntry {
    private DevicesEntry() {}

    /** Empty before it is bound. */
    public static Optional<String> of(Commissioning commissioning) {
        if (!commissioning.at(Stage.BOUND)) {
            return Optional.empty();
        }
        Binding binding = commissioning.fact(Fact.Bound.class).orElseThrow().binding();
        return commissioning
                .target()
                .flatMap(target -> commissioning.device().map(device -> """
                        - name: meter-%s
                          meterId: %s
                          account: %s
                          meter: {url: "%s", unit: %d, profile: %s, serial: "%s"}
                        """.formatted(
                                binding.meter().toString().substring(24),
                                binding.meter(),
                                binding.account(),
                                target.url(),
                                target.unit(),
                                device.profile(),
                                device.serial())));
    }
}
