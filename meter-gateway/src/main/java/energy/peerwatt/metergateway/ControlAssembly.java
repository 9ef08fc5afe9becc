package energy.peerwatt.metergateway;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.Controls;
import energy.peerwatt.metergateway.control.domain.Admission.Fit;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.device.Devices;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.sunspec.InverterReader;
import energy.peerwatt.metergateway.sunspec.SunSpecDevice;
import energy.peerwatt.metergateway.sunspec.domain.InverterModels;
import energy.peerwatt.metergateway.telemetry.HomePoller;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts together what set-points need of the gateway's other parts. */
record ControlAssembly(GatewayConfig config, Devices devices, Map<Meter, HomePoller> pollers) {
    Controls.Setup setup(Function<Endpoint, BusWorker> buses, Consumer<DispatchReported.State> observer) {
        Map<MeterId, SunSpecDevice> inverters = new HashMap<>();
        for (Device device : devices.devices()) {
            device.inverter()
                    .ifPresent(at -> inverters.put(
                            device.meter(),
                            new SunSpecDevice(
                                    buses.apply(at.endpoint()),
                                    at.unit(),
                                    Urgency.CONTROL,
                                    config.link().requestTimeout())));
        }
        GatewayConfig.Control control = config.control();
        return new Controls.Setup(
                devices.gateway(),
                config.dispatchKey(),
                this::fit,
                inverters,
                new ControlLimits(
                        control.longestWindow(),
                        control.reversion(),
                        control.observation(),
                        control.writeInterval(),
                        control.retryStep()),
                control.poll(),
                observer);
    }

    /** What stands in a home, as far as its devices have said. */
    private Fit fit(MeterId meter) {
        Optional<Device> device = devices.device(meter);
        if (device.isEmpty()) {
            return Fit.UNKNOWN_METER;
        }
        if (device.get().inverter().isEmpty()) {
            return Fit.NO_INVERTER;
        }
        boolean without = known(meter)
                .filter(known -> known.chain().first(InverterModels.STORAGE).isEmpty())
                .isPresent();
        return without ? Fit.NO_STORAGE : Fit.FITS;
    }

    private Optional<InverterReader.Known> known(MeterId meter) {
        return pollers.entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(meter))
                .findFirst()
                .flatMap(entry -> entry.getValue().inverter())
                .flatMap(InverterReader::known);
    }
}
