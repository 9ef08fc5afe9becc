package energy.peerwatt.metergateway;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.commission.Surroundings;
import energy.peerwatt.metergateway.commission.domain.ActivationCheck;
import energy.peerwatt.metergateway.commission.domain.Counters;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.reading.GatewayState;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what commissioning needs of the gateway's other parts. */
record CommissionAssembly(GatewayConfig config, GatewayState state, List<Meter> meters, Buses buses)
        implements Surroundings.Buses, Surroundings.Neighbours {

    Surroundings surroundings(GatewayId gateway, Profiles profiles, GatewayKeys keys, Clock market) {
        return new Surroundings(
                gateway,
                profiles,
                keys,
                this,
                this,
                market,
                Clock.systemUTC(),
                config.commissioning().interval(),
                config.link().requestTimeout());
    }

    @Override
    public Optional<BusWorker> shared(Endpoint endpoint) {
        return buses.all().entrySet().stream()
                .filter(bus -> bus.getKey().bus().equals(endpoint.bus()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public BusWorker open(Endpoint endpoint) {
        return buses.beside(endpoint, config.commissioning().gap());
    }

    @Override
    public Optional<ActivationCheck.Reading> reading(MeterId id) {
        return meter(id)
                .map(meter -> new ActivationCheck.Reading(
                        meter.serial().orElse("none yet"),
                        meter.condition().name(),
                        state.last(id)
                                .map(reading -> new Counters(
                                        reading.imported().wattHours(),
                                        reading.exported().wattHours()))));
    }

    @Override
    public Optional<String> holder(String profile, String serial, MeterId except) {
        return meters.stream()
                .filter(meter -> !meter.id().equals(except))
                .filter(meter -> meter.device().profile().id().equals(profile)
                        && meter.serial().filter(serial::equals).isPresent())
                .map(meter -> meter.device().name() + " of the devices file")
                .findFirst();
    }

    @Override
    public Optional<String> expected(MeterId id) {
        return meter(id).map(Meter::device).flatMap(Device::serial);
    }

    @Override
    public Optional<Long> production(MeterId id) {
        return meter(id)
                .flatMap(Meter::lastTelemetry)
                .flatMap(telemetry -> Optional.ofNullable(telemetry.generationW()))
                .map(Power::watts);
    }

    private Optional<Meter> meter(MeterId id) {
        return meters.stream().filter(meter -> meter.id().equals(id)).findFirst();
    }
}
