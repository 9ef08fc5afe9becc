package energy.peerwatt.orderbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.kit.time.ClockConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderBookConfigTest {
    @Test
    void hasTheseDefaults() {
        SmallRyeConfig config = config(Map.of());
        OrderBookConfig settings = config.getConfigMapping(OrderBookConfig.class);

        assertThat(settings.instance()).isEqualTo("order-book-0");
        assertThat(settings.tick()).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.placeBeforeGate()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.forecastWindow()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.ordersPerCommand()).isEqualTo(500);
        assertThat(settings.longestWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.definitionWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.keepCommands()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.live().pause()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.live().remembered()).isEqualTo(1_000);
        assertThat(settings.live().heartbeat()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.live().longest()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.agent().keyFile()).isEqualTo(Path.of("order-book-state/agent-key.p12"));
        assertThat(settings.agent().keyPassword()).isEqualTo("peerwatt-local-demo");
        assertThat(settings.agent().chainId()).isEqualTo(31_337);
        assertThat(settings.outbox().batch()).isEqualTo(500);
        assertThat(settings.outbox().claim()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.outbox().keepSent()).isEqualTo(Duration.ofHours(1));
        assertThat(config.getConfigMapping(ClockConfig.class).file()).isEmpty();
    }

    @Test
    void isSetByTheseNames() {
        SmallRyeConfig config = config(Map.ofEntries(
                Map.entry("peerwatt.order-book.instance", "b"),
                Map.entry("peerwatt.order-book.tick", "PT1S"),
                Map.entry("peerwatt.order-book.place-before-gate", "PT3M"),
                Map.entry("peerwatt.order-book.forecast-window", "PT30M"),
                Map.entry("peerwatt.order-book.orders-per-command", "7"),
                Map.entry("peerwatt.order-book.longest-wait", "PT5S"),
                Map.entry("peerwatt.order-book.definition-wait", "PT6S"),
                Map.entry("peerwatt.order-book.keep-commands", "PT7H"),
                Map.entry("peerwatt.order-book.live.pause", "PT2S"),
                Map.entry("peerwatt.order-book.live.remembered", "11"),
                Map.entry("peerwatt.order-book.live.heartbeat", "PT12S"),
                Map.entry("peerwatt.order-book.live.longest", "PT13S"),
                Map.entry("peerwatt.order-book.agent.key-file", "k.p12"),
                Map.entry("peerwatt.order-book.agent.key-password", "other"),
                Map.entry("peerwatt.order-book.agent.chain-id", "1"),
                Map.entry("peerwatt.order-book.outbox.batch", "8"),
                Map.entry("peerwatt.order-book.outbox.claim", "PT9S"),
                Map.entry("peerwatt.order-book.outbox.keep-sent", "PT10H"),
                Map.entry("peerwatt.clock.file", "clock")));
        OrderBookConfig settings = config.getConfigMapping(OrderBookConfig.class);

        assertThat(settings.instance()).isEqualTo("b");
        assertThat(settings.tick()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.placeBeforeGate()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.forecastWindow()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.ordersPerCommand()).isEqualTo(7);
        assertThat(settings.longestWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.definitionWait()).isEqualTo(Duration.ofSeconds(6));
        assertThat(settings.keepCommands()).isEqualTo(Duration.ofHours(7));
        assertThat(settings.live().pause()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.live().remembered()).isEqualTo(11);
        assertThat(settings.live().heartbeat()).isEqualTo(Duration.ofSeconds(12));
        assertThat(settings.live().longest()).isEqualTo(Duration.ofSeconds(13));
        assertThat(settings.agent().keyFile()).isEqualTo(Path.of("k.p12"));
        assertThat(settings.agent().keyPassword()).isEqualTo("other");
        assertThat(settings.agent().chainId()).isEqualTo(1);
        assertThat(settings.outbox().batch()).isEqualTo(8);
        assertThat(settings.outbox().claim()).isEqualTo(Duration.ofSeconds(9));
        assertThat(settings.outbox().keepSent()).isEqualTo(Duration.ofHours(10));
        assertThat(config.getConfigMapping(ClockConfig.class).file()).contains(Path.of("clock"));
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(OrderBookConfig.class)
                .withMapping(ClockConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build();
    }
}
