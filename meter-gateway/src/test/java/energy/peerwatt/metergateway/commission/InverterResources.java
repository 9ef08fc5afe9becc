package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.time.MarketClock;
import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.metergateway.support.DispatchTopic;
import energy.peerwatt.metergateway.support.FakeRegistry;
import energy.peerwatt.metergateway.support.StreetHome;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A gateway that reads the grid meter of a home with a roof and a battery, and nothing of its inverter. It is noon, and market
 * time goes fifteen times as fast.
 */
public final class InverterResources implements QuarkusTestResourceLifecycleManager {
    static final String CLOCK = "peerwatt.clock.file";
    private static final Instant NOON = Instant.parse("2026-06-22T10:30:00Z");

    private StreetHome home;
    private FakeRegistry registry;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("inverter-test");
            Path clock = folder.resolve("clock");
            Files.writeString(clock, new MarketTime(NOON, Instant.now(), 15).text());
            home = new StreetHome(StreetHome.BATTERY_HOME, MarketClock.of(clock));
            registry = new FakeRegistry();
            Path key = folder.resolve("dispatch-key.json");
            Files.writeString(key, Json.mapper().writeValueAsString(DispatchTopic.key()));
            Path devices = folder.resolve("devices.yaml");
            Files.writeString(devices, """
                    gatewayId: %s
                    slot: PT5M
                    devices:
                      - name: home-03
                        meterId: %s
                        account: %s
                        meter: {url: "tcp://127.0.0.1:%d", unit: 1, profile: eastron-sdm630}
                    """.formatted(
                            CommissioningResources.GATEWAY,
                            CommissioningResources.METER,
                            CommissioningResources.ACCOUNT,
                            home.meterPort()));
            Map<String, String> settings = new HashMap<>(TestIdentity.settings());
            settings.putAll(Map.of(
                    "kafka.bootstrap.servers",
                    TestServers.kafka().bootstrapServers(),
                    CLOCK,
                    clock.toString(),
                    "peerwatt.gateway.devices",
                    devices.toString(),
                    "peerwatt.gateway.state",
                    folder.resolve("state").toString(),
                    "peerwatt.gateway.dispatch-key",
                    key.toString(),
                    "peerwatt.gateway.telemetry.interval",
                    "PT0.5S",
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
        injector.injectIntoFields(home, field -> field.getType() == StreetHome.class);
        injector.injectIntoFields(registry, field -> field.getType() == FakeRegistry.class);
    }

    @Override
    public void stop() {
        try {
            home.close();
            registry.close();
        } catch (IOException e) {
            throw new IllegalStateException("the home does not stop", e);
        }
    }
}
