package energy.peerwatt.supervisor.stack;

import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.servers.AnvilChain;
import energy.peerwatt.servers.KafkaBroker;
import energy.peerwatt.servers.KeycloakServer;
import energy.peerwatt.servers.LogTail;
import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.RunningServer;
import energy.peerwatt.servers.ServerFailure;
import energy.peerwatt.servers.realm.DemoPerson;
import energy.peerwatt.servers.realm.DemoSecrets;
import energy.peerwatt.servers.realm.PeerwattRealm;
import energy.peerwatt.supervisor.process.Part;
import energy.peerwatt.supervisor.provision.DemoCast;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Every process of the stack and what it is started with. */
final class StackParts {
    static final String ORDER_BOOK_DATABASE = "order_book";
    static final String SETTLEMENT_DATABASE = "settlement";
    static final String GRID_DATABASE = "grid_service";
    static final String APP_DATABASE = "app_backend";
    /** Small, and quick to start where several start on two cores; a deployment that counts on speed leaves C2 on. */
    private static final List<String> SERVICE_JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration HISTORY_LIMIT = Duration.ofMinutes(3);

    private static final String LOOPBACK = "http://127.0.0.1:";

    private final StackSettings settings;
    private final StateFolder state;
    private final Path clock;
    private final Health health = new Health();

    StackParts(StackSettings settings, StateFolder state, Path clock) {
        this.settings = settings;
        this.state = state;
        this.clock = clock;
    }

    URI rpc() {
        return URI.create(LOOPBACK + settings.ports().anvil());
    }

    URI gatewayUrl() {
        return URI.create(LOOPBACK + settings.ports().gateway());
    }

    URI orderBookUrl() {
        return URI.create(LOOPBACK + settings.ports().orderBook());
    }

    URI settlementUrl() {
        return URI.create(LOOPBACK + settings.ports().settlement());
    }

    URI gridUrl() {
        return URI.create(LOOPBACK + settings.ports().gridService());
    }

    URI appUrl() {
        return URI.create(LOOPBACK + settings.ports().appBackend());
    }

    /** Of the realm's tokens; known before Keycloak runs. */
    URI issuer() {
        return URI.create(LOOPBACK + settings.ports().keycloak() + "/realms/" + PeerwattRealm.NAME);
    }

    URI keycloakUrl() {
        return URI.create(LOOPBACK + settings.ports().keycloak());
    }

    String bootstrapServers() {
        return "127.0.0.1:" + settings.ports().kafka();
    }

    Path addresses() {
        return state.file("addresses.json");
    }

    Path devices() {
        return state.file("devices.yaml");
    }

    Path dispatchKey() {
        return state.file("dispatch-key.json");
    }

    /** What the street did before it started. */
    Path history() {
        return state.file("history.json");
    }

    Path street() {
        return state.file("street");
    }

    Part postgres() {
        return new Part(
                "postgresql",
                () -> PostgresServer.at(
                                state.file("postgresql"), settings.ports().postgres())
                        .createDatabase(ORDER_BOOK_DATABASE)
                        .createDatabase(SETTLEMENT_DATABASE)
                        .createDatabase(GRID_DATABASE)
                        .createDatabase(APP_DATABASE)
                        .createDatabase(KeycloakServer.DATABASE));
    }

    /** Needs PostgreSQL. */
    Part keycloak(List<DemoPerson> people) {
        String realm = PeerwattRealm.ofDemo(people, List.of(DemoCast.GATEWAY.value()));
        return new Part(
                "keycloak",
                () -> KeycloakServer.at(
                        state.file("keycloak"), settings.ports().keycloak(), jdbc(KeycloakServer.DATABASE), realm));
    }

    Part kafka() {
        return new Part(
                "kafka",
                () -> KafkaBroker.at(
                        state.file("kafka"),
                        settings.ports().kafka(),
                        settings.ports().kafkaController()));
    }

    Part anvil() {
        return new Part(
                "anvil",
                () -> AnvilChain.at(state.file("anvil"), settings.ports().anvil()));
    }

    Part streetSimulation() {
        List<String> arguments = new ArrayList<>(List.of(
                "--state", street().toString(),
                "--clock", clock.toString(),
                "--port-base", Integer.toString(settings.ports().meters())));
        arguments.addAll(homes());
        JavaPart part = street(arguments);
        return new Part("street", () -> {
            long said = LogTail.count(part.log(), "street ready");
            return part.start(() -> LogTail.count(part.log(), "street ready") > said);
        });
    }

    /**
     * Writes what the street did in the weeks before {@code now}, once: before it starts for the first time, since its
     * counters go on from there.
     */
    void writeHistory(Instant now) {
        if (Files.exists(street().resolve("street-state.json"))) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("history", "--state", street().toString()));
        arguments.addAll(List.of("--until", now.toString(), "--out", history().toString()));
        arguments.addAll(homes());
        JavaPart part = street(arguments);
        try (RunningServer writing = part.start(() -> true)) {
            writing.ended()
                    .orTimeout(HISTORY_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
        if (Files.notExists(street().resolve("street-state.json"))) {
            throw new ServerFailure("the street's past could not be written:\n" + LogTail.of(part.log(), 15));
        }
    }

    Part gateway() {
        return service(
                "meter-gateway",
                gatewayUrl(),
                Map.of(),
                List.of(
                        "-Dpeerwatt.gateway.devices=" + devices(),
                        "-Dpeerwatt.gateway.dispatch-key=" + dispatchKey(),
                        "-Dpeerwatt.gateway.registry=" + settlementUrl(),
                        "-Dpeerwatt.gateway.state=" + state.file("meter-gateway")));
    }

    Part orderBook() {
        List<String> options = new ArrayList<>(database(ORDER_BOOK_DATABASE));
        options.add("-Dpeerwatt.order-book.agent.key-file="
                + state.file("order-book").resolve("agent-key.p12"));
        options.add("-Dpeerwatt.order-book.agent.chain-id=" + DemoWallets.DEMO_CHAIN);
        return service("order-book", orderBookUrl(), Map.of(), options);
    }

    Part settlement() {
        List<String> options = new ArrayList<>(database(SETTLEMENT_DATABASE));
        options.add("-Dpeerwatt.chain.rpc=" + rpc());
        options.add("-Dpeerwatt.chain.addresses=" + addresses());
        options.add("-Dpeerwatt.batch.batches-per-period=4");
        return service(
                "settlement", settlementUrl(), Map.of("PEERWATT_CHAIN_OPERATOR_KEY", DemoCast.OPERATOR_KEY), options);
    }

    Part gridService() {
        List<String> options = new ArrayList<>(database(GRID_DATABASE));
        options.add("-Dpeerwatt.grid.state=" + state.file("grid-service"));
        return service("grid-service", gridUrl(), Map.of(), options);
    }

    Part appBackend() {
        List<String> options = new ArrayList<>(database(APP_DATABASE));
        Map.of(
                        "meter-gateway", gatewayUrl(),
                        "order-book", orderBookUrl(),
                        "settlement", settlementUrl(),
                        "grid-service", gridUrl())
                .forEach((name, url) -> options.add("-Dpeerwatt.services." + name + "=" + url));
        options.add("-Dquarkus.keycloak.admin-client.server-url=" + keycloakUrl());
        return service(
                "app-backend",
                appUrl(),
                Map.of("QUARKUS_OIDC_CREDENTIALS_SECRET", DemoSecrets.ofClient("app-backend")),
                options);
    }

    private List<String> homes() {
        List<String> arguments = new ArrayList<>(List.of("--homes", Integer.toString(settings.homes())));
        Path profile = settings.profile();
        if (profile != null) {
            arguments.addAll(List.of("--profile", profile.toAbsolutePath().toString()));
        }
        return arguments;
    }

    private JavaPart street(List<String> arguments) {
        return new JavaPart(
                "street",
                settings.repository().resolve("local-stack/street/target/street.jar"),
                List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                arguments,
                Map.of(),
                state.path(),
                state.log("street"));
    }

    private Part service(String name, URI url, Map<String, String> environment, List<String> options) {
        List<String> all = new ArrayList<>(SERVICE_JVM);
        all.add("-Dquarkus.http.host=127.0.0.1");
        all.add("-Dquarkus.http.port=" + url.getPort());
        all.add("-Dkafka.bootstrap.servers=" + bootstrapServers());
        all.add("-Dpeerwatt.clock.file=" + clock);
        all.add("-Dpeerwatt.demo=true");
        all.add("-Dquarkus.oidc.auth-server-url=" + issuer());
        all.addAll(options);
        JavaPart part = new JavaPart(
                name,
                settings.repository().resolve(name).resolve("target/quarkus-app/quarkus-run.jar"),
                all,
                List.of(),
                environment,
                state.path(),
                state.log(name));
        return new Part(name, () -> part.start(() -> health.isReady(url)));
    }

    private List<String> database(String name) {
        return List.of(
                "-Dquarkus.datasource.reactive.url=" + jdbc(name).substring("jdbc:".length()),
                "-Dquarkus.datasource.jdbc.url=" + jdbc(name),
                "-Dquarkus.datasource.username=" + PostgresServer.USER,
                "-Dquarkus.datasource.password=" + PostgresServer.PASSWORD);
    }

    private String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + settings.ports().postgres() + "/" + database;
    }
}
