package energy.peerwatt.settlement.config;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.kit.time.ClockConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins every property's name and default. */
class ConfigDefaultsTest {
    @Test
    void defaultsAreThoseOfTheLocalStack() {
        SmallRyeConfig config = config(Map.of());

        SettlementConfig settlement = config.getConfigMapping(SettlementConfig.class);
        assertThat(settlement.poll()).isEqualTo("1s");
        assertThat(settlement.provisionalAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settlement.responseAlarmAfter()).isEqualTo(Duration.ofHours(6));
        BatchConfig batch = config.getConfigMapping(BatchConfig.class);
        assertThat(batch.batchesPerPeriod()).isEqualTo(4);
        assertThat(batch.paramsVersion()).isEqualTo(1);
        ChainConfig chain = config.getConfigMapping(ChainConfig.class);
        assertThat(chain.rpc()).isEqualTo(URI.create("http://127.0.0.1:18545"));
        assertThat(chain.addresses()).isEmpty();
        assertThat(chain.operatorKey()).isEmpty();
        assertThat(chain.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(chain.poll()).isEqualTo("1s");
        assertThat(chain.reconcile()).isEqualTo("5s");
        assertThat(chain.reconcileRest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(chain.confirmations()).isEqualTo(2);
        assertThat(chain.bumpAfterBlocks()).isEqualTo(5);
        assertThat(config.getConfigMapping(ClockConfig.class).file()).isEmpty();
    }

    @Test
    void everyPropertyIsReadUnderItsName() {
        SmallRyeConfig config = config(Map.ofEntries(
                Map.entry("peerwatt.settlement.poll", "4s"),
                Map.entry("peerwatt.settlement.provisional-after", "PT5M"),
                Map.entry("peerwatt.settlement.response-alarm-after", "PT1H"),
                Map.entry("peerwatt.batch.batches-per-period", "2"),
                Map.entry("peerwatt.batch.params-version", "7"),
                Map.entry("peerwatt.chain.rpc", "http://127.0.0.1:1"),
                Map.entry("peerwatt.chain.addresses", "addresses.json"),
                Map.entry("peerwatt.chain.operator-key", "0x01"),
                Map.entry("peerwatt.chain.timeout", "PT1S"),
                Map.entry("peerwatt.chain.poll", "2s"),
                Map.entry("peerwatt.chain.reconcile", "3s"),
                Map.entry("peerwatt.chain.confirmations", "0"),
                Map.entry("peerwatt.chain.bump-after-blocks", "9"),
                Map.entry("peerwatt.clock.file", "clock")));

        SettlementConfig settlement = config.getConfigMapping(SettlementConfig.class);
        assertThat(settlement.poll()).isEqualTo("4s");
        assertThat(settlement.provisionalAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settlement.responseAlarmAfter()).isEqualTo(Duration.ofHours(1));
        BatchConfig batch = config.getConfigMapping(BatchConfig.class);
        assertThat(batch.batchesPerPeriod()).isEqualTo(2);
        assertThat(batch.paramsVersion()).isEqualTo(7);
        ChainConfig chain = config.getConfigMapping(ChainConfig.class);
        assertThat(chain.rpc()).isEqualTo(URI.create("http://127.0.0.1:1"));
        assertThat(chain.addresses()).contains(Path.of("addresses.json"));
        assertThat(chain.operatorKey()).contains("0x01");
        assertThat(chain.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(chain.poll()).isEqualTo("2s");
        assertThat(chain.reconcile()).isEqualTo("3s");
        assertThat(chain.confirmations()).isZero();
        assertThat(chain.bumpAfterBlocks()).isEqualTo(9);
        assertThat(config.getConfigMapping(ClockConfig.class).file()).contains(Path.of("clock"));
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(SettlementConfig.class)
                .withMapping(BatchConfig.class)
                .withMapping(ChainConfig.class)
                .withMapping(ClockConfig.class)
                .withDefaultValues(values)
                .build();
    }
}
