package energy.peerwatt.settlement.it;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.JsonRpcChainClient;
import energy.peerwatt.contracts.deployment.Deployment;
import energy.peerwatt.contracts.deployment.DeploymentPlan;
import energy.peerwatt.contracts.deployment.DeploymentPlan.ReservedOwners;
import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestServers;
import energy.peerwatt.settlement.quantity.domain.Street;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** PostgreSQL, Kafka and a chain with the contracts on it; market time in a file that the test writes. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    static final String FOLDER = "peerwatt.test.folder";
    static final Duration WINDOW = Duration.ofSeconds(3);
    /** The public demo key of {@link DemoWallets#wallet} 1. */
    private static final String OPERATOR = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    @Override
    public Map<String, String> start() {
        PostgresServer postgres = TestServers.postgres("settlement");
        Path folder = folder();
        Path addresses = folder.resolve("addresses.json");
        Path clock = folder.resolve("clock");
        List<Address> reserved = IntStream.range(20, 24)
                .mapToObj(i -> DemoWallets.wallet(i).address())
                .toList();
        // Another salt each time: a chain that outlives a run of the tests must not carry its batches into the next.
        new Deployment(new JsonRpcChainClient(TestServers.anvil().rpc(), Duration.ofSeconds(10)), DemoWallets.wallet(0))
                .run(
                        new DeploymentPlan(
                                Street.COMMUNITY,
                                DemoWallets.wallet(1).address(),
                                new ReservedOwners(reserved.get(0), reserved.get(1), reserved.get(2), reserved.get(3)),
                                WINDOW,
                                Duration.ofSeconds(60),
                                Hash32.of(Hashing.keccak256(folder.toString().getBytes(StandardCharsets.UTF_8)))),
                        addresses);
        MarketTimeFile.write(clock, Street.SLOT.start());
        Map<String, String> settings = new HashMap<>(TestIdentity.settings());
        settings.putAll(Map.ofEntries(
                Map.entry(FOLDER, folder.toString()),
                Map.entry("quarkus.datasource.reactive.url", postgres.reactiveUrl("settlement")),
                Map.entry("quarkus.datasource.jdbc.url", postgres.jdbcUrl("settlement")),
                Map.entry("quarkus.datasource.username", PostgresServer.USER),
                Map.entry("quarkus.datasource.password", PostgresServer.PASSWORD),
                Map.entry("kafka.bootstrap.servers", TestServers.kafka().bootstrapServers()),
                Map.entry("peerwatt.clock.file", clock.toString()),
                Map.entry("peerwatt.chain.rpc", TestServers.anvil().rpc().toString()),
                Map.entry("peerwatt.chain.addresses", addresses.toString()),
                Map.entry("peerwatt.chain.operator-key", OPERATOR),
                Map.entry("peerwatt.demo", "true"),
                Map.entry("peerwatt.chain.reconcile", "1s"),
                Map.entry("peerwatt.chain.reconcile-rest", "PT0S"),
                Map.entry("peerwatt.batch.batches-per-period", "2")));
        return settings;
    }

    @Override
    public void stop() {
        // The servers are shared by all tests of this JVM and end with it.
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("peerwatt-settlement");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
