package energy.peerwatt.metergateway.plan;

import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.device.Devices;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.plan.domain.BusLoad;
import energy.peerwatt.metergateway.plan.domain.ReadPlan;
import energy.peerwatt.metergateway.plan.domain.ReadRules;
import energy.peerwatt.metergateway.plan.domain.Want;
import energy.peerwatt.metergateway.plan.domain.WireTime;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether every bus can carry its devices, by estimate before anything was measured: what is read every few seconds may take
 * up seven tenths of it, and all its meters must fit into the time there is at a slot boundary.
 *
 * @param interval of the pictures of homes
 * @param boundary how long a meter may take at a slot boundary
 */
public record BusAdmission(Duration interval, Duration boundary) {
    private static final List<PointId> COUNTERS = List.of(PointId.ENERGY_IMPORT, PointId.ENERGY_EXPORT);
    private static final List<PointId> COUNTERS_AND_POWER =
            List.of(PointId.ENERGY_IMPORT, PointId.ENERGY_EXPORT, PointId.GRID_POWER);
    /** Three models, of this many registers on average. */
    private static final RegisterRequest INVERTER_MODEL =
            new RegisterRequest(1, new RegisterBlock(RegisterFunction.HOLDING, 40_000, 60));

    private static final int INVERTER_MODELS = 3;
    /** A meter's model is read whole. */
    private static final RegisterRequest METER_MODEL =
            new RegisterRequest(1, new RegisterBlock(RegisterFunction.HOLDING, 40_000, 107));

    /** One line for every device or bus that is too much, with the numbers. */
    public List<String> problems(Devices devices) {
        Map<Endpoint, BusLoad> loads = new LinkedHashMap<>();
        Map<Endpoint, Duration> boundaries = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Device device : devices.devices()) {
            String name = "the meter of " + device.name();
            admit(loads, device.endpoint(), name, wire(device, COUNTERS_AND_POWER))
                    .ifPresent(problems::add);
            boundaries.merge(device.endpoint(), wire(device, COUNTERS), Duration::plus);
            device.inverter()
                    .flatMap(inverter ->
                            admit(loads, inverter.endpoint(), "the inverter of " + device.name(), wire(inverter)))
                    .ifPresent(problems::add);
        }
        boundaries.forEach((endpoint, needed) -> {
            if (needed.compareTo(boundary) > 0) {
                problems.add(endpoint + ": at a slot boundary its meters need " + needed.toMillis() + " ms, and "
                        + boundary.toMillis() + " ms is the most (peerwatt.gateway.boundary.deadline)");
            }
        });
        return problems;
    }

    private Optional<String> admit(Map<Endpoint, BusLoad> loads, Endpoint endpoint, String what, Duration wire) {
        BusLoad load = loads.getOrDefault(endpoint, BusLoad.NONE);
        BusLoad.Demand demand = new BusLoad.Demand(what, wire, interval);
        Optional<String> refusal = load.refusal(demand).map(reason -> endpoint + ": " + reason);
        if (refusal.isEmpty()) {
            loads.put(endpoint, load.and(demand));
        }
        return refusal;
    }

    private static Duration wire(Device device, List<PointId> ids) {
        return device.profile().countsInModels()
                ? WireTime.estimate(device.endpoint(), METER_MODEL)
                : wire(device.profile(), device.endpoint(), device.unit(), ids);
    }

    private static Duration wire(Device.Inverter inverter) {
        Duration models = WireTime.estimate(inverter.endpoint(), INVERTER_MODEL).multipliedBy(INVERTER_MODELS);
        return inverter.profile()
                .map(profile -> wire(profile, inverter.endpoint(), inverter.unit(), InverterState.POINTS)
                        .plus(profile.modelPoints().isEmpty() ? Duration.ZERO : models))
                .orElse(models);
    }

    private static Duration wire(Profile profile, Endpoint endpoint, int unit, Collection<PointId> ids) {
        List<Want> wants = ids.stream()
                .flatMap(id -> profile.point(id).stream())
                .map(Point::location)
                .map(profile::request)
                .map(Want::of)
                .toList();
        Duration gap = Duration.ofMillis(profile.link().gapMillis());
        return ReadPlan.blocks(wants, ReadRules.of(profile, endpoint)).stream()
                .map(block -> WireTime.estimate(endpoint, new RegisterRequest(unit, block))
                        .plus(gap))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
