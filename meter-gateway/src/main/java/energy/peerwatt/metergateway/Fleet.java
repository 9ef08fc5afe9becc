package energy.peerwatt.metergateway;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.Fixture;
import energy.peerwatt.metergateway.commission.InService;
import energy.peerwatt.metergateway.commission.Roster;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.control.Controls;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.device.Devices;
import energy.peerwatt.metergateway.inverter.InverterReader;
import energy.peerwatt.metergateway.inverter.PinnedInverter;
import energy.peerwatt.metergateway.inverter.ProfileInverter;
import energy.peerwatt.metergateway.inverter.SunSpecInverter;
import energy.peerwatt.metergateway.link.BusPool;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.plan.BusAdmission;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.reading.Attendance;
import energy.peerwatt.metergateway.reading.CountersReader;
import energy.peerwatt.metergateway.reading.Exchanges;
import energy.peerwatt.metergateway.reading.GatewayState;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.reading.MeterReader;
import energy.peerwatt.metergateway.reading.ModelMeterReader;
import energy.peerwatt.metergateway.reading.TurnedReader;
import energy.peerwatt.metergateway.reading.domain.Begin;
import energy.peerwatt.metergateway.reading.domain.Farewell;
import energy.peerwatt.metergateway.telemetry.HomePoller;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The meters that are read and sealed now, each with the inverter of its home: those of the devices file, and those that came
 * into service at this gateway, without any that was taken out of service. The journals of commissioning say so, at the
 * start as after each of their steps; nothing else is kept. For any number of threads.
 */
public final class Fleet implements Roster, Exchanges, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Fleet.class);

    private final Setup setup;
    /** What is to be read, by the devices file and the journals; the inverters that journals have put there aside. */
    private final Map<MeterId, InService> services = new LinkedHashMap<>();

    private final Fixtures fixtures;
    private final Map<MeterId, Member> members = new LinkedHashMap<>();
    private final Map<MeterId, Farewell> farewells = new LinkedHashMap<>();
    /** The serial numbers that journals have bound; an empty text for a metering point that has none now. */
    private final Map<MeterId, String> bound = new ConcurrentHashMap<>();

    /** Both at once, so that nobody ever sees a meter that is read and has said farewell, or neither. */
    private volatile Present now = new Present(Map.of(), List.of());

    private Optional<Controls> controls = Optional.empty();
    private boolean polling;

    /** What it needs of the gateway. */
    record Setup(
            GatewayConfig config,
            Devices listed,
            Profiles profiles,
            Buses buses,
            GatewayState state,
            Outbox outbox,
            Clock clock) {}

    private record Member(
            Meter meter, Optional<Begin> begin, boolean turned, HomePoller poller, Map<Endpoint, BusPool.Loan> buses) {
        void dismiss() {
            poller.close();
            buses.values().forEach(BusPool.Loan::close);
        }
    }

    private record Present(Map<MeterId, Member> members, List<Farewell> farewells) {}

    /** Begins with the devices file; nothing is read before {@link #start}. */
    Fleet(Setup setup) {
        this.setup = setup;
        this.fixtures = new Fixtures(setup.listed());
        List<Device> listed = setup.listed().devices();
        Duration interval = setup.config().telemetry().interval();
        for (int i = 0; i < listed.size(); i++) {
            Duration offset = interval.multipliedBy(i).dividedBy(listed.size());
            Device device = listed.get(i);
            services.put(device.meter(), new InService(Optional.of(device), Optional.empty(), Optional.empty(), false));
            members.put(device.meter(), member(device, Optional.empty(), false, offset));
        }
        publish();
    }

    synchronized void start() {
        polling = true;
        now.members().values().forEach(member -> member.poller().start());
    }

    /** The devices file. */
    public Devices listed() {
        return setup.listed();
    }

    /** What is read now. */
    public Devices devices() {
        return new Devices(
                setup.listed().gateway(),
                setup.listed().slot(),
                meters().stream().map(Meter::device).toList());
    }

    public List<Meter> meters() {
        return meters(now);
    }

    public Optional<Meter> meter(MeterId id) {
        return member(id).map(Member::meter);
    }

    public Optional<InverterReader> inverter(Meter meter) {
        return member(meter.id()).map(Member::poller).flatMap(HomePoller::inverter);
    }

    /** What is read now and what is not any more, of one moment. */
    Attendance attendance() {
        Present present = now;
        return new Attendance(meters(present), present.farewells());
    }

    private static List<Meter> meters(Present present) {
        return present.members().values().stream().map(Member::meter).toList();
    }

    private void publish() {
        now = new Present(Collections.unmodifiableMap(new LinkedHashMap<>(members)), List.copyOf(farewells.values()));
    }

    private Optional<Member> member(MeterId id) {
        return Optional.ofNullable(now.members().get(id));
    }

    @Override
    public List<String> refusals(Device device) {
        List<Device> together = new ArrayList<>(meters().stream()
                .map(Meter::device)
                .filter(other -> !other.meter().equals(device.meter()))
                .toList());
        together.add(device);
        List<String> refusals = new ArrayList<>(Devices.clashes(together));
        // Its readings would begin where those of the device before it are not yet sealed.
        now.farewells().stream()
                .filter(farewell -> farewell.meter().equals(device.meter()))
                .flatMap(farewell ->
                        farewell
                                .owesUntil(
                                        setup.state().last(device.meter()),
                                        setup.listed().slot())
                                .stream())
                .forEach(until -> refusals.add("the last counters of the device before it are sealed at " + until
                        + ": activate it after that"));
        device.profile()
                .unfitForMarket()
                .forEach(lack ->
                        refusals.add(device.profile().id() + " cannot be the meter of a household: it lacks " + lack));
        if (refusals.isEmpty()) {
            refusals.addAll(new BusAdmission(
                            setup.config().telemetry().interval(),
                            setup.config().boundary().deadline())
                    .problems(
                            new Devices(setup.listed().gateway(), setup.listed().slot(), together)));
        }
        return refusals;
    }

    /** A metering point that was commissioned here is exchanged by commissioning the new device. */
    @Override
    public Optional<String> refusal(MeterId meter, String serial) {
        return Optional.ofNullable(bound.get(meter))
                .filter(known -> !known.equals(serial))
                .map(_ -> "the commissioning of the metering point has another device");
    }

    @Override
    public synchronized void follow(Commissioning commissioning) {
        MeterId id = commissioning.meter();
        if (!commissioning.isNew()) {
            bound.put(id, commissioning.boundSerial().orElse(""));
        }
        InService service = InService.of(
                commissioning,
                setup.listed().device(id),
                setup.profiles(),
                setup.listed().slot());
        service.farewell().ifPresentOrElse(farewell -> farewells.put(id, farewell), () -> farewells.remove(id));
        services.put(id, service);
        Set<MeterId> moved = fixtures.follow(id, Fixture.of(commissioning, setup.profiles()));
        Stream.concat(Stream.of(id), moved.stream()).distinct().forEach(this::settle);
        publish();
        controls.ifPresent(its -> its.follow(inverters(), moved));
    }

    /** Lets a metering point be read as is to be now. */
    private void settle(MeterId id) {
        Optional<InService> service = Optional.ofNullable(services.get(id));
        Optional<Device> device = service.flatMap(InService::device).map(fixtures::furnished);
        Optional<Member> before = Optional.ofNullable(members.get(id));
        if (before.map(Member::meter).map(Meter::device).equals(device)
                && before.flatMap(Member::begin).equals(service.flatMap(InService::begin))
                && before.map(Member::turned).equals(device.flatMap(_ -> service.map(InService::turned)))) {
            return;
        }
        before.ifPresent(Member::dismiss);
        if (device.isPresent()) {
            InService its = service.orElseThrow();
            Member member = member(device.get(), its.begin(), its.turned(), Duration.ZERO);
            members.put(id, member);
            if (polling) {
                member.poller().start();
            }
            LOG.infof(
                    "meter %s is in service%s",
                    member.meter().device().name(),
                    device.get()
                            .inverter()
                            .map(inverter -> ", with the inverter at unit %d of %s"
                                    .formatted(inverter.unit(), inverter.endpoint()))
                            .orElse(""));
        } else {
            members.remove(id);
            LOG.infof("meter %s is out of service", id);
        }
    }

    @Override
    public List<Device> homes(AccountId account) {
        return meters().stream()
                .map(Meter::device)
                .filter(device -> device.account().equals(Optional.of(account)))
                .toList();
    }

    /** The inverters of homes, by what the devices file and the journals say. */
    synchronized Controls.Inverters inverters() {
        return fixtures.inverters(
                home -> Optional.ofNullable(services.get(home)).flatMap(InService::device));
    }

    /** Tells of inverters that come into service or go, from now on. */
    synchronized void attend(Controls its) {
        controls = Optional.of(its);
    }

    @Override
    public Optional<String> release(Fixture fixture) throws InterruptedException {
        Optional<Controls> its;
        synchronized (this) {
            its = controls;
        }
        return its.isPresent() ? its.get().release(fixture.home()) : Optional.empty();
    }

    private Member member(Device device, Optional<Begin> begin, boolean turned, Duration offset) {
        Map<Endpoint, BusPool.Loan> buses = device.endpoints()
                .collect(Collectors.toMap(
                        Function.identity(), endpoint -> setup.buses().take(device, endpoint)));
        BusWorker bus = worker(buses, device.endpoint());
        CountersReader reader = turned ? new TurnedReader(reader(device, bus)) : reader(device, bus);
        Meter meter = new Meter(device, reader, setup.state(), setup.outbox(), this, begin);
        Duration interval = setup.config().telemetry().interval();
        // Whoever shares a bus has to wait for it.
        Duration patience = longer(interval, setup.config().link().requestTimeout());
        return new Member(
                meter,
                begin,
                turned,
                new HomePoller(
                        setup.listed().gateway(),
                        meter,
                        device.inverter()
                                .map(inverter -> inverter(inverter, worker(buses, inverter.endpoint()), patience)),
                        setup.outbox(),
                        new HomePoller.Pace(offset, interval, patience)),
                buses);
    }

    private static BusWorker worker(Map<Endpoint, BusPool.Loan> buses, Endpoint endpoint) {
        return Objects.requireNonNull(buses.get(endpoint)).worker();
    }

    private CountersReader reader(Device device, BusWorker bus) {
        return device.profile().countsInModels()
                ? new ModelMeterReader(bus, device.unit(), device.profile(), setup.clock())
                : new MeterReader(bus, device.unit(), device.profile(), setup.clock());
    }

    private static InverterReader inverter(Device.Inverter inverter, BusWorker bus, Duration patience) {
        InverterReader reader = inverter.profile()
                .<InverterReader>map(profile -> new ProfileInverter(bus, inverter.unit(), profile, patience))
                .orElseGet(() -> new SunSpecInverter(bus, inverter.unit(), patience));
        return inverter.serial()
                .<InverterReader>map(serial -> new PinnedInverter(reader, serial))
                .orElse(reader);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Stops reading; whatever follows is not read any more. */
    @Override
    public synchronized void close() {
        polling = false;
        now.members().values().forEach(member -> member.poller().close());
    }
}
