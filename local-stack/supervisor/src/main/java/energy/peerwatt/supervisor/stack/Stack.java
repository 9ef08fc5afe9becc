package energy.peerwatt.supervisor.stack;

import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.JsonRpcChainClient;
import energy.peerwatt.contracts.deployment.Addresses;
import energy.peerwatt.servers.realm.ClientToken;
import energy.peerwatt.servers.realm.DemoPerson;
import energy.peerwatt.servers.realm.DemoSecrets;
import energy.peerwatt.supervisor.clock.StackClock;
import energy.peerwatt.supervisor.ports.PortCheck;
import energy.peerwatt.supervisor.process.KeptPart;
import energy.peerwatt.supervisor.process.Part;
import energy.peerwatt.supervisor.process.ProcessRegister;
import energy.peerwatt.supervisor.progress.BatchFollower;
import energy.peerwatt.supervisor.progress.Progress;
import energy.peerwatt.supervisor.provision.ChainProvisioning;
import energy.peerwatt.supervisor.provision.DemoCast;
import energy.peerwatt.supervisor.provision.DemoPeople;
import energy.peerwatt.supervisor.provision.GatewayDevices;
import energy.peerwatt.supervisor.provision.GridProvisioning;
import energy.peerwatt.supervisor.provision.Household;
import energy.peerwatt.supervisor.provision.MarketProvisioning;
import energy.peerwatt.supervisor.provision.ServiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The whole local stack: started in order, kept running, stopped in the opposite order. */
public final class Stack implements AutoCloseable {
    /** A sunny morning. */
    private static final Instant FIRST_MORNING = Instant.parse("2026-06-15T10:00:00Z");

    private static final Duration CHAIN_TIMEOUT = Duration.ofSeconds(10);

    private final StackSettings settings;
    private final Progress progress;
    private final StateFolder state;
    private final ProcessRegister register;
    private final StackClock clock;
    private final StackParts parts;
    /** What was started at the same time stands in one list; later starts are later in the outer list. */
    private final List<List<KeptPart>> kept = new ArrayList<>();

    private final List<Thread> followers = new ArrayList<>();
    private boolean stopping;

    private Stack(StackSettings settings, Progress progress, StateFolder state, ProcessRegister register) {
        this.settings = settings;
        this.progress = progress;
        this.state = state;
        this.register = register;
        this.clock = StackClock.frozen(state.path(), FIRST_MORNING, Clock.systemUTC());
        this.parts = new StackParts(settings, state, clock.file());
    }

    /**
     * Takes the state folder, ends what an earlier run left there, and checks the ports; starts nothing yet.
     *
     * @throws CannotStart if that cannot be; the message is for people
     */
    public static Stack prepare(StackSettings settings, Progress progress) {
        StateFolder state = StateFolder.open(settings.state());
        try {
            ProcessRegister register = new ProcessRegister(state.path());
            List<String> leftOvers = register.endLeftOvers();
            if (!leftOvers.isEmpty()) {
                progress.say("ended what an earlier run left: " + String.join(", ", leftOvers));
            }
            if (settings.fresh()) {
                state.wipe();
            }
            List<String> problems = PortCheck.problems(settings.ports().needs(settings.homes()));
            if (!problems.isEmpty()) {
                throw new CannotStart(String.join("\n", problems));
            }
            return new Stack(settings, progress, state, register);
        } catch (RuntimeException e) {
            state.close();
            throw e;
        }
    }

    /** Returns when the market runs. */
    public void start() {
        progress.say("PeerWatt starts, state in " + state.path() + ", market time " + clock.now());
        List<DemoPerson> people = DemoPeople.of(settings.homes());
        start(parts.postgres());
        // The slowest of all, and nobody needs it before somebody is asked for something.
        CompletableFuture<Void> identity = meanwhile(() -> start(parts.keycloak(people)));
        CompletableFuture<Void> past =
                meanwhile(() -> progress.step("the street's past", () -> parts.writeHistory(clock.now())));
        start(parts.kafka(), parts.anvil());
        progress.step("topics", () -> StackTopics.create(parts.bootstrapServers()));
        ChainClient chain = new JsonRpcChainClient(parts.rpc(), CHAIN_TIMEOUT);
        ChainProvisioning chainProvisioning = new ChainProvisioning(chain, Clock.systemUTC());
        Addresses addresses = progress.step("contracts", () -> chainProvisioning.deploy(parts.addresses()));
        await(past);
        start(parts.streetSimulation());
        List<Household> households = GatewayDevices.write(parts.street().resolve("street.json"), parts.devices());
        start(parts.gateway(), parts.orderBook(), parts.settlement(), parts.gridService());

        MarketStart start = MarketStart.of(state.file("market-start.json"), clock.now());
        await(identity);
        CompletableFuture<Void> pages = meanwhile(() -> start(parts.appBackend()));
        ClientToken token = ClientToken.of(
                parts.issuer(),
                DemoPeople.LOCAL_STACK,
                DemoSecrets.ofClient(DemoPeople.LOCAL_STACK),
                Clock.systemUTC());
        progress.step(
                "people and clients",
                () -> DemoPeople.addMissing(new ServiceClient(parts.keycloakUrl(), token), people));
        ServiceClient gateway = new ServiceClient(parts.gatewayUrl(), token);
        progress.step(
                "devices registered",
                () -> chainProvisioning.registerDevices(addresses, gateway, households, start.devicesValidFrom()));
        progress.step("accounts opened, deposits paid", () -> chainProvisioning.openAccounts(addresses, households));
        MarketProvisioning market = new MarketProvisioning(new ServiceClient(parts.orderBookUrl(), token));
        progress.step("community and members", () -> market.define(households, start.firstSlot()));
        GridProvisioning grid = new GridProvisioning(new ServiceClient(parts.gridUrl(), token));
        progress.step("zone, batteries and past for grid-service", () -> {
            grid.defineZone(households.size());
            grid.enrolBatteries(households, start.devicesValidFrom());
            grid.writeDispatchKey(parts.dispatchKey());
            grid.importPast(parts.history());
        });
        progress.step("deposits seen by the market", () -> market.awaitBalances(households.size()));

        await(pages);
        writeStackFile(addresses);
        follow(new BatchFollower(chain, addresses.ledgerContract(), progress));
        clock.run(settings.speed());
        sayWhereEverythingIs();
    }

    /** Starts parts at the same time; fails when all have been tried, with the first failure. */
    private void start(Part... parts) {
        List<KeptPart> together = new ArrayList<>();
        synchronized (this) {
            kept.add(together);
        }
        atTheSameTime(List.of(parts), part -> keep(part, together));
    }

    private void keep(Part part, List<KeptPart> together) {
        KeptPart running = progress.step(part.name(), () -> KeptPart.start(part, register, progress));
        synchronized (this) {
            if (!stopping) {
                together.add(running);
                return;
            }
        }
        running.close();
    }

    private static <T> void atTheSameTime(List<T> items, Consumer<T> work) {
        await(items.stream().map(item -> meanwhile(() -> work.accept(item))).toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<Void> meanwhile(Runnable work) {
        return CompletableFuture.runAsync(work, runnable -> Thread.ofVirtual().start(runnable));
    }

    /** Until all are done; then fails with the first failure, if there was one. */
    private static void await(CompletableFuture<?>... work) {
        try {
            CompletableFuture.allOf(work).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private synchronized void follow(Runnable follower) {
        if (!stopping) {
            followers.add(Thread.ofVirtual().start(follower));
        }
    }

    private synchronized void writeStackFile(Addresses addresses) {
        Map<String, Long> processes = new LinkedHashMap<>();
        kept.stream().flatMap(List::stream).forEach(part -> processes.put(part.name(), part.pid()));
        new StackFile(
                        DemoCast.COMMUNITY,
                        parts.rpc(),
                        parts.issuer(),
                        new StackFile.Auditor(DemoPeople.AUDITOR, DemoSecrets.ofClient(DemoPeople.AUDITOR)),
                        Map.of(
                                "meter-gateway", parts.gatewayUrl(),
                                "order-book", parts.orderBookUrl(),
                                "settlement", parts.settlementUrl(),
                                "grid-service", parts.gridUrl(),
                                "app-backend", parts.appUrl()),
                        parts.bootstrapServers(),
                        "jdbc:postgresql://127.0.0.1:" + settings.ports().postgres(),
                        addresses,
                        clock.file(),
                        state.path().resolve("logs"),
                        processes)
                .write(state.file(StackFile.NAME));
    }

    private void sayWhereEverythingIs() {
        progress.say(String.join(
                "\n",
                "",
                "The market runs " + settings.speed() + " times as fast as the wall clock; it is " + clock.now()
                        + " there. Ready after " + progress.elapsed().toSeconds() + " s.",
                "  web app        " + parts.appUrl() + "/",
                "  sign in as     " + DemoPeople.describe(settings.homes()),
                "  meter-gateway  " + parts.gatewayUrl() + "/v1/gateway",
                "  order-book     " + parts.orderBookUrl() + "/v1/communities/" + DemoCast.COMMUNITY + "/slots",
                "  settlement     " + parts.settlementUrl() + "/v1/batches",
                "  grid-service   " + parts.gridUrl() + "/grid/v1/zones",
                "  tokens         " + parts.issuer(),
                "  chain          " + parts.rpc(),
                "  PostgreSQL     127.0.0.1:" + settings.ports().postgres() + ", Kafka " + parts.bootstrapServers(),
                "  meters         127.0.0.1:" + settings.ports().meters() + " and following (Modbus TCP)",
                "  logs           " + state.path().resolve("logs"),
                "Check all of it with ./peerwatt verify. Ctrl-C stops it; the next run continues.",
                ""));
    }

    /** Whether it was stopped or is being stopped. */
    public synchronized boolean isClosed() {
        return stopping;
    }

    /** Freezes market time, then stops what was started, last first. */
    @Override
    public void close() {
        List<List<KeptPart>> running;
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
            followers.forEach(Thread::interrupt);
            running = List.copyOf(kept).reversed();
        }
        clock.close();
        progress.say("stopping; the market stands still at " + clock.now());
        running.forEach(together ->
                atTheSameTime(together, part -> progress.step(part.name() + " stopped", part::close)));
        try {
            Files.deleteIfExists(state.file(StackFile.NAME));
        } catch (IOException e) {
            throw new UncheckedIOException("stack.json stays behind", e);
        } finally {
            state.close();
        }
    }
}
