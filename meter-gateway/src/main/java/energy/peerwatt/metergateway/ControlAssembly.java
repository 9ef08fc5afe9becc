package energy.peerwatt.metergateway;

import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.ControlObserver;
import energy.peerwatt.metergateway.control.ControlPoints;
import energy.peerwatt.metergateway.control.Controls;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.control.domain.WriteBudget;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.inverter.InverterReader;
import energy.peerwatt.metergateway.link.BusPool;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Puts together what set-points need of the gateway's other parts. */
record ControlAssembly(GatewayConfig config, Fleet fleet, Clock clock) {
    Controls.Setup setup(BiFunction<MeterId, Device.Inverter, BusPool.Loan> buses, ControlObserver observer) {
        return new Controls.Setup(
                fleet.listed().gateway(),
                config.dispatchKey(),
                this::misfit,
                (home, inverter) -> equipment(home, inverter, buses.apply(home, inverter)),
                limits(config.control()),
                config.control().poll(),
                observer);
    }

    private Controls.Equipment equipment(MeterId home, Device.Inverter inverter, BusPool.Loan bus) {
        return new Controls.Equipment(
                ControlPoints.of(
                        inverter,
                        bus.worker(),
                        config.link().requestTimeout(),
                        () -> fleet.meter(home).flatMap(Meter::lastTelemetry),
                        clock),
                bus::close);
    }

    private static ControlLimits limits(GatewayConfig.Control control) {
        return new ControlLimits(
                control.longestWindow(),
                control.reversion(),
                control.observation(),
                control.writeInterval(),
                control.retryStep(),
                Map.of(
                        Control.Persistence.RAM,
                        new WriteBudget(
                                control.writesPerHour().ram(),
                                control.writesPerDay().ram()),
                        Control.Persistence.UNKNOWN,
                        new WriteBudget(
                                control.writesPerHour().unknown(),
                                control.writesPerDay().unknown()),
                        Control.Persistence.FLASH,
                        new WriteBudget(
                                control.writesPerHour().flash(),
                                control.writesPerDay().flash())));
    }

    /** Why a home cannot do it, as far as its devices have said. */
    private Optional<String> misfit(DispatchOrder order) {
        Optional<Device> device = fleet.meter(order.meter()).map(Meter::device);
        if (device.isEmpty()) {
            return Optional.of("this gateway does not read meter " + order.meter());
        }
        return device.get()
                .inverter()
                .map(inverter -> ControlPoints.misfit(order, inverter, chain(order.meter())))
                .orElseGet(() -> Optional.of("there is no inverter at meter " + order.meter()));
    }

    private Optional<Chain> chain(MeterId meter) {
        return fleet.meter(meter)
                .flatMap(fleet::inverter)
                .flatMap(InverterReader::known)
                .map(InverterReader.Known::chain);
    }
}
