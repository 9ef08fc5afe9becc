package energy.peerwatt.metergateway;

import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.metergateway.support.TestMeter;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A broker, two meters, a market clock that goes sixty times as fast, and a gateway's folder. */
public final class GatewayResources implements QuarkusTestResourceLifecycleManager {
    static final String HOME_ONE = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d01";
    static final String HOME_TWO = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d02";
    static final String GATEWAY = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d";
    static final String ACCOUNT_ONE = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4a01";
    static final String METER_ONE_PORT = "test.meter-one.port";
    static final String METER_TWO_PORT = "test.meter-two.port";

    private TestMeter one;
    private TestMeter two;

    @Override
    public Map<String, String> start() {
        try {
            one = new TestMeter(1001).counters(100f, 50.25f).power(-1500f);
            two = new TestMeter(1002).counters(200f, 0f).power(700f);
            Path folder = Files.createTempDirectory("gateway-test");
            Path devices = folder.resolve("devices.yaml");
            Files.writeString(devices, """
                    gatewayId: %s
                    slot: PT5M
                    devices:
                      - name: home-01
                        meterId: %s
                        account: %s
                        meter: {url: "tcp://127.0.0.1:%d", unit: 1, profile: eastron-sdm630}
                      - name: home-02
                        meterId: %s
                        meter: {url: "tcp://127.0.0.1:%d", unit: 1, profile: eastron-sdm630}
                    """.formatted(GATEWAY, HOME_ONE, ACCOUNT_ONE, one.port(), HOME_TWO, two.port()));
            Path clock = folder.resolve("clock");
            Files.writeString(clock, new MarketTime(Instant.parse("2026-06-21T10:00:00Z"), Instant.now(), 60).text());
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
                    METER_ONE_PORT,
                    Integer.toString(one.port()),
                    METER_TWO_PORT,
                    Integer.toString(two.port())));
            return settings;
        } catch (Exception e) {
            throw new IllegalStateException("the gateway's surroundings do not start", e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                one,
                field -> field.getType() == TestMeter.class && field.getName().equals("one"));
    }

    @Override
    public void stop() {
        try {
            one.close();
            two.close();
        } catch (Exception e) {
            throw new IllegalStateException("a meter does not stop", e);
        }
    }
}
