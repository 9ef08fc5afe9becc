package energy.peerwatt.metergateway;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.commission.RefusedException;
import energy.peerwatt.metergateway.commission.Surroundings;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusPool;
import energy.peerwatt.metergateway.link.BusTakenException;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.registry.RegistryClient;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import java.time.Clock;
import java.time.Duration;
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
    public BusPool.Loan borrow(Endpoint endpoint, String who, Manners atLeast) throws RefusedException {
        try {
            return buses.pool().borrow(endpoint, visitor(who, atLeast));
        } catch (BusTakenException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public BusPool.Loan alone(Endpoint.Serial line, String who) throws RefusedException {
        try {
            return buses.pool().alone(line, visitor(who, new Manners(Duration.ZERO, Duration.ZERO, Duration.ZERO)));
        } catch (BusTakenException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    private BusPool.User visitor(String who, Manners atLeast) {
        return new BusPool.User(
                who,
                buses.usual()
                        .and(atLeast)
                        .and(new Manners(Duration.ZERO, config.commissioning().gap(), Duration.ZERO)),
                false);
    }

    @Override
    public Optional<String> use(Endpoint endpoint) {
        return buses.pool().use(endpoint);
    }

    @Override
    public Optional<String> holder(String serial, MeterId except) {
        return fleet.meters().stream()
                .filter(meter -> !meter.id().equals(except))
                .filter(meter -> meter.serial().filter(serial::equals).isPresent())
                .map(meter -> meter.device().name())
                .findFirst()
                .or(() -> listedInverter(serial));
    }

    private Optional<String> listedInverter(String serial) {
        return fleet.listed().devices().stream()
                .filter(device -> device.inverter()
                        .flatMap(Device.Inverter::serial)
                        .filter(serial::equals)
                        .isPresent())
                .map(device -> "the inverter of " + device.name() + " in the devices file")
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
