package energy.peerwatt.metergateway;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.domain.Admission.Fit;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.device.Devices;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.sunspec.InverterReader;
import energy.peerwatt.metergateway.sunspec.domain.InverterModels;
import energy.peerwatt.metergateway.telemetry.HomePoller;
import java.util.Map;
import java.util.Optional;

/** Tells what stands in a home, as far as its devices have said. */
record HomesFit(Devices devices, Map<Meter, HomePoller> pollers) {
    Fit of(MeterId meter) {
        Optional<Device> device = devices.device(meter);
        if (device.isEmpty()) {
            return Fit.UNKNOWN_METER;
        }
        if (device.get().inverter().isEmpty()) {
            return Fit.NO_INVERTER;
        }
        return known(meter)
                        .filter(known -> known.chain().first(InverterModels.STORAGE).isEmpty())
                        .isPresent()
                ? Fit.NO_STORAGE
                : Fit.FITS;
    }

    private Optional<InverterReader.Known> known(MeterId meter) {
        return pollers.entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(meter))
                .findFirst()
                .flatMap(entry -> entry.getValue().inverter())
                .flatMap(InverterReader::known);
    }
}
