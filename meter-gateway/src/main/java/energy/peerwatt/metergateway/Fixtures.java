package energy.peerwatt.metergateway;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.Fixture;
import energy.peerwatt.metergateway.control.Controls;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.device.Devices;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The inverters of homes: where the devices file names none, the one that was put into service there. A home has one; of
 * several, which commissioning refuses, it is that of the lowest metering point. For one thread at a time.
 */
final class Fixtures {
    private final Devices listed;
    private final Map<MeterId, Fixture> byPoint = new TreeMap<>();

    Fixtures(Devices listed) {
        this.listed = listed;
    }

    /**
     * Takes over what the journal of a metering point says now.
     *
     * @return the homes that this concerns
     */
    Set<MeterId> follow(MeterId point, Optional<Fixture> now) {
        Optional<Fixture> before = Optional.ofNullable(byPoint.remove(point));
        now.ifPresent(fixture -> byPoint.put(point, fixture));
        Set<MeterId> homes = new HashSet<>();
        if (!before.equals(now)) {
            before.map(Fixture::home).ifPresent(homes::add);
            now.map(Fixture::home).ifPresent(homes::add);
        }
        return homes;
    }

    /** A home with its inverter. */
    Device furnished(Device home) {
        return home.inverter().isPresent()
                ? home
                : byPoint.values().stream()
                        .filter(fixture -> fixture.inService() && isOf(home, fixture))
                        .findFirst()
                        .map(fixture -> home.with(fixture.inverter()))
                        .orElse(home);
    }

    /** A home that has another household now has nothing to do with the inverter of the one before. */
    private static boolean isOf(Device home, Fixture fixture) {
        return home.meter().equals(fixture.home()) && home.account().equals(Optional.of(fixture.account()));
    }

    /**
     * What may be told something. An inverter stays what it is while the grid meter of its home is out of service.
     *
     * @param homes that are read now, without the inverters that were put into service there
     */
    Controls.Inverters inverters(Function<MeterId, Optional<Device>> homes) {
        Map<MeterId, Device.Inverter> inService = new HashMap<>();
        Map<MeterId, Device.Inverter> parted = new HashMap<>();
        listed.devices().forEach(device -> device.inverter().ifPresent(its -> inService.put(device.meter(), its)));
        for (Fixture fixture : byPoint.values()) {
            Optional<Device> home = homes.apply(fixture.home());
            boolean here = home.map(device -> isOf(device, fixture)).orElse(true);
            (fixture.inService() && here ? inService : parted).putIfAbsent(fixture.home(), fixture.inverter());
        }
        return new Controls.Inverters(inService, parted);
    }
}
