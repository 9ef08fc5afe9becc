package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.Registration;
import energy.peerwatt.metergateway.commission.domain.RegistryEntry;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusPool;
import energy.peerwatt.metergateway.link.BusTakenException;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import energy.peerwatt.metergateway.support.TestLinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Commissioning without the gateway around it: what the gateway would say of its meters is put in by hand. */
final class Rig implements Surroundings.Buses, Surroundings.Neighbours, Roster, Surroundings.Registry, AutoCloseable {
    static final GatewayId GATEWAY = GatewayId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d");
    private static final String REGISTRY = "0x00000000000000000000000000000000000000bb";
    static final Profiles PROFILES = Profiles.load();

    private Function<P256.Point, RegistryEntry> registry = _ -> empty();
    /** Within the step. */
    volatile Runnable whenIdentified = () -> {};

    final List<String> refusals = new ArrayList<>();
    final Map<MeterId, InService> inService = new HashMap<>();
    /** That are read, by what the gateway would say. */
    final List<Device> homes = new ArrayList<>();
    /** That were asked to be free, in order; and what may still be on them. */
    final List<Fixture> released = new ArrayList<>();

    Optional<String> stillSet = Optional.empty();
    final BusPool buses =
            new BusPool((endpoint, _) -> TestLinks.worker(endpoint, () -> new BackOff(Duration.ZERO, Duration.ZERO)));
    private final Path folder;
    private final Surroundings surroundings;
    private Commissionings all;

    Rig(Path folder, Clock market) throws IOException {
        this.folder = folder;
        this.surroundings = new Surroundings(
                GATEWAY,
                PROFILES,
                GatewayKeys.open(folder.resolve("keys.p12"), "secret".toCharArray()),
                this,
                this,
                this,
                this,
                market,
                Clock.systemUTC(),
                Duration.ofMillis(30),
                Duration.ofSeconds(2));
        this.all = open();
    }

    private Commissionings open() throws IOException {
        return Commissionings.open(folder.resolve("journals"), surroundings, () -> {});
    }

    Commissionings all() {
        return all;
    }

    /** From now on the registry has this, with the key of the gateway. */
    void registered(Registration registration, boolean confirmed) {
        registry = key -> new RegistryEntry(
                31337,
                REGISTRY,
                "1",
                "ACTIVE",
                List.of(new RegistryEntry.Key(key, Instant.EPOCH)),
                "ACTIVE",
                Optional.of(registration),
                confirmed);
    }

    private static RegistryEntry empty() {
        return new RegistryEntry(31337, REGISTRY, "0", "NONE", List.of(), "NONE", Optional.empty(), false);
    }

    @Override
    public RegistryEntry lookUp(MeterId meter, String token) {
        return registry.apply(surroundings.keys().point());
    }

    /** As after the end of the process: everything comes from the disk again. */
    void restart() throws IOException {
        all.close();
        all = open();
    }

    /** The same after a crash that left these bytes behind the last entry of a journal. */
    void restart(MeterId torn, byte[] tail) throws IOException {
        all.close();
        try (Stream<Path> files = Files.list(folder.resolve("journals").resolve(torn.toString()))) {
            Files.write(files.sorted().toList().getLast(), tail, StandardOpenOption.APPEND);
        }
        all = open();
    }

    @Override
    public BusPool.Loan borrow(Endpoint endpoint, String who, Manners atLeast) throws RefusedException {
        try {
            return buses.borrow(endpoint, new BusPool.User(who, atLeast, false));
        } catch (BusTakenException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public BusPool.Loan alone(Endpoint.Serial line, String who) throws RefusedException {
        try {
            return buses.alone(line, new BusPool.User(who, TestLinks.EASY, false));
        } catch (BusTakenException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> use(Endpoint endpoint) {
        return buses.use(endpoint);
    }

    @Override
    public List<String> refusals(Device device) {
        return refusals;
    }

    @Override
    public List<Device> homes(AccountId account) {
        return homes.stream()
                .filter(home -> home.account().equals(Optional.of(account)))
                .toList();
    }

    @Override
    public Optional<String> release(Fixture fixture) {
        released.add(fixture);
        return stillSet;
    }

    @Override
    public void follow(Commissioning commissioning) {
        inService.put(
                commissioning.meter(), InService.of(commissioning, Optional.empty(), PROFILES, Duration.ofMinutes(15)));
    }

    @Override
    public Optional<String> holder(String serial, MeterId except) {
        whenIdentified.run();
        return Optional.empty();
    }

    @Override
    public Optional<String> expected(MeterId meter) {
        return Optional.empty();
    }

    @Override
    public Optional<Long> production(MeterId meter) {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        all.close();
        buses.close();
    }
}
