package energy.peerwatt.metergateway;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.commission.Surroundings;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.registry.RegistryClient;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Puts together what commissioning needs of the gateway's other parts. */
record CommissionAssembly(GatewayConfig config, Fleet fleet, Buses buses)
        implements Surroundings.Buses, Surroundings.Neighbours {

    Surroundings surroundings(GatewayId gateway, Profiles profiles, GatewayKeys keys, Clock market) {
        return new Surroundings(
                gateway,
                profiles,
                keys,
                this,
                this,
                fleet,
                new RegistryClient(config.registry(), gateway),
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
    public BusWorker open(Endpoint endpoint, Manners atLeast) {
        return buses.beside(
                endpoint,
                atLeast.and(new Manners(Duration.ZERO, config.commissioning().gap(), Duration.ZERO)));
    }

    @Override
    public Optional<String> holder(String serial, MeterId except) {
        return fleet.meters().stream()
                .filter(meter -> !meter.id().equals(except))
                .filter(meter -> meter.serial().filter(serial::equals).isPresent())
                .map(meter -> meter.device().name())
                .findFirst();
    }

    @Override
    public Optional<String> expected(MeterId id) {
        return fleet.meter(id).map(Meter::device).flatMap(Device::serial);
    }

    @Override
    public Optional<Long> production(MeterId id) {
        return fleet.meter(id)
                .flatMap(Meter::lastTelemetry)
                .flatMap(telemetry -> Optional.ofNullable(telemetry.generationW()))
                .map(Power::watts);
    }
}
