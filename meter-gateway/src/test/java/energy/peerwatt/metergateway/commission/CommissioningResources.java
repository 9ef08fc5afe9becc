package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.metergateway.support.CommissioningSite;
import energy.peerwatt.metergateway.support.FakeRegistry;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A gateway that reads one meter of the simulated street; market time goes sixty times as fast. */
public final class CommissioningResources implements QuarkusTestResourceLifecycleManager {
    /** With this argument nothing is in the devices file. */
    static final String EMPTY = "empty";

    static final String METER = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d01";
    static final String GATEWAY = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d";
    static final String ACCOUNT = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4a01";

    private CommissioningSite site;
    private FakeRegistry registry;
    private boolean listed = true;

    @Override
    public void init(Map<String, String> arguments) {
        listed = !arguments.containsKey(EMPTY);
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("commission-test");
            Instant begun = Instant.now();
            Instant evening = Instant.parse("2026-06-21T20:00:00Z");
            site = new CommissioningSite(begun);
            registry = new FakeRegistry();
            Path devices = folder.resolve("devices.yaml");
            Files.writeString(
                    devices,
                    listed
                            ? """
                    gatewayId: %s
                    slot: PT5M
                    devices:
                      - name: home-01
                        meterId: %s
                        account: %s
                        meter: {url: "tcp://127.0.0.1:%d", unit: 1, profile: eastron-sdm630}
                    """.formatted(GATEWAY, METER, ACCOUNT, site.meterPort())
                            : "gatewayId: %s\nslot: PT5M\ndevices: []\n".formatted(GATEWAY));
            Path clock = folder.resolve("clock");
            Files.writeString(clock, new MarketTime(evening, begun, 60).text());
            Map<String, String> settings = new HashMap<>(TestIdentity.settings());
            settings.putAll(Map.of(
                    "kafka.bootstrap.servers",
                    TestServers.kafka().bootstrapServers(),
                    "peerwatt.clock.file",
                    clock.toString(),
                    "peerwatt.gateway.devices",
                    devices.toString(),
                    "peerwatt.gateway.state",
                    folder.resolve("state").toString(),
                    "peerwatt.gateway.telemetry.interval",
                    "PT0.5S",
                    "peerwatt.gateway.boundary.window",
                    "PT4M",
                    "peerwatt.gateway.registry",
                    registry.address().toString(),
                    "peerwatt.gateway.commissioning.interval",
                    "PT0.05S"));
            return settings;
        } catch (IOException e) {
            throw new IllegalStateException("the gateway's surroundings do not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(site, field -> field.getType() == CommissioningSite.class);
        injector.injectIntoFields(registry, field -> field.getType() == FakeRegistry.class);
    }

    @Override
    public void stop() {
        try {
            site.close();
            registry.close();
        } catch (IOException e) {
            throw new IllegalStateException("the site does not stop", e);
        }
    }
}
