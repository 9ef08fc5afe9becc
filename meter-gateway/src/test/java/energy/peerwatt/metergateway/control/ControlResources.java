package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.time.MarketClock;
import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.metergateway.support.StreetHome;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A broker and two homes of the street, one with a battery, in a night that passes thirty times as fast. */
public final class ControlResources implements QuarkusTestResourceLifecycleManager {
    static final String METER_WITH_BATTERY = ControlRig.METER.toString();
    static final String METER_WITH_SOLAR = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d11";
    static final String CLOCK = "peerwatt.clock.file";

    private StreetHome battery;
    private StreetHome solar;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("control-test");
            Path clock = folder.resolve("clock");
            Files.writeString(clock, new MarketTime(ControlRig.TWO, Instant.now(), 30).text());
            battery = new StreetHome(StreetHome.BATTERY_HOME, MarketClock.of(clock));
            solar = new StreetHome(StreetHome.SOLAR_HOME, MarketClock.of(clock));
            Path key = folder.resolve("dispatch-key.json");
            Files.writeString(key, Json.mapper().writeValueAsString(P256.Point.of(ControlRig.GRID.getPublic())));
            Path devices = folder.resolve("devices.yaml");
            Files.writeString(
                    devices,
                    "gatewayId: %s\nslot: PT15M\ndevices:\n".formatted(ControlRig.GATEWAY)
                            + entry("home-03", METER_WITH_BATTERY, battery)
                            + entry("home-01", METER_WITH_SOLAR, solar));
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
                    "PT0.5S"));
            return settings;
        } catch (Exception e) {
            throw new IllegalStateException("the gateway's surroundings do not start", e);
        }
    }

    private static String entry(String name, String meter, StreetHome home) {
        return """
                  - name: %s
                    meterId: %s
                    meter: {url: "tcp://127.0.0.1:%d", unit: 1, profile: eastron-sdm630}
                    inverter: {url: "tcp://127.0.0.1:%d", unit: 1}
                """.formatted(name, meter, home.meterPort(), home.inverterPort());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                battery,
                field -> field.getType() == StreetHome.class && field.getName().equals("battery"));
    }

    @Override
    public void stop() {
        try {
            battery.close();
            solar.close();
        } catch (Exception e) {
            throw new IllegalStateException("a home does not stop", e);
        }
    }
}
