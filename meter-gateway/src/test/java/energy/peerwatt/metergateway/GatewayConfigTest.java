package energy.peerwatt.metergateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    @Test
    void namesAndDefaultsAreThese() {
        GatewayConfig config = new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withDefaultValue("peerwatt.gateway.devices", "devices.yaml")
                .withDefaultValue("peerwatt.gateway.state", "state")
                .build()
                .getConfigMapping(GatewayConfig.class);

        assertThat(config.devices()).isEqualTo(Path.of("devices.yaml"));
        assertThat(config.state()).isEqualTo(Path.of("state"));
        assertThat(config.keyPassword()).isEqualTo("local-demo");
        assertThat(config.link().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.link().requestTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.link().restStep()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.link().longestRest()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.telemetry().interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.boundary().deadline()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.boundary().window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.boundary().poll()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.boundary().patience()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.log().segmentBytes()).isEqualTo(8 * 1024 * 1024);
        assertThat(config.log().telemetryBytes()).isEqualTo(256 * 1024 * 1024);
        assertThat(config.log().retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void everySettingCanBeGiven() {
        GatewayConfig config = new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withDefaultValue("peerwatt.gateway.devices", "d")
                .withDefaultValue("peerwatt.gateway.state", "s")
                .withDefaultValue("peerwatt.gateway.key-password", "secret")
                .withDefaultValue("peerwatt.gateway.link.connect-timeout", "PT3S")
                .withDefaultValue("peerwatt.gateway.link.request-timeout", "PT4S")
                .withDefaultValue("peerwatt.gateway.link.rest-step", "PT5S")
                .withDefaultValue("peerwatt.gateway.link.longest-rest", "PT6S")
                .withDefaultValue("peerwatt.gateway.telemetry.interval", "PT7S")
                .withDefaultValue("peerwatt.gateway.boundary.deadline", "PT8S")
                .withDefaultValue("peerwatt.gateway.boundary.window", "PT9S")
                .withDefaultValue("peerwatt.gateway.boundary.poll", "PT10S")
                .withDefaultValue("peerwatt.gateway.boundary.patience", "PT14S")
                .withDefaultValue("peerwatt.gateway.log.segment-bytes", "11")
                .withDefaultValue("peerwatt.gateway.log.telemetry-bytes", "12")
                .withDefaultValue("peerwatt.gateway.log.retention", "P13D")
                .build()
                .getConfigMapping(GatewayConfig.class);

        assertThat(config.keyPassword()).isEqualTo("secret");
        assertThat(config.link().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.link().requestTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.link().restStep()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.link().longestRest()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.telemetry().interval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.boundary().deadline()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.boundary().window()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.boundary().poll()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.boundary().patience()).isEqualTo(Duration.ofSeconds(14));
        assertThat(config.log().segmentBytes()).isEqualTo(11);
        assertThat(config.log().telemetryBytes()).isEqualTo(12);
        assertThat(config.log().retention()).isEqualTo(Duration.ofDays(13));
    }
}
