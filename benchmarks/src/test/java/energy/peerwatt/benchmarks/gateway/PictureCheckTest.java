package energy.peerwatt.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PictureCheckTest {
    private static final Instant NOW = Instant.parse("2026-06-21T10:00:00Z");
    private static final int METERS = 3;

    private final PictureCheck check = new PictureCheck(METERS, 2);

    @Test
    void countsPicturesMetersAndWhatIsMissing() {
        hear(0, 1);
        hear(0, 2);
        hear(0, 5);
        hear(2, 1);
        assertThat(check.tally().pictures()).isEqualTo(4);
        assertThat(check.tally().meters()).isEqualTo(2);
        assertThat(check.tally().missing()).isEqualTo(2);
    }

    @Test
    void findsWhatComesTwice() {
        hear(1, 1);
        assertThatThrownBy(() -> hear(1, 1)).isInstanceOf(WrongResult.class).hasMessageContaining("comes twice");
    }

    @Test
    void findsWhatIsMissingWhereNothingMay() {
        hear(1, 1);
        assertThatThrownBy(() -> hear(1, 3))
                .isInstanceOf(WrongResult.class)
                .hasMessageContaining("shows poll 3 after 1");
    }

    @Test
    void findsTheValuesOfAnotherMeterOrPoll() {
        TelemetryReported right = HomePictures.of(1, 1, NOW);
        TelemetryReported counted = of(right, right.imported().wattHours() + 1, null);
        assertThatThrownBy(() -> check.accept(event(counted, counted.meter().toString())))
                .isInstanceOf(WrongResult.class)
                .hasMessageContaining("poll 1 of meter 1");
        TelemetryReported generated = of(right, right.imported().wattHours(), new Power(1));
        assertThatThrownBy(() -> check.accept(event(generated, generated.meter().toString())))
                .isInstanceOf(WrongResult.class)
                .hasMessageContaining("inverter");
    }

    @Test
    void findsAForeignKey() {
        assertThatThrownBy(() -> check.accept(event(HomePictures.of(1, 1, NOW), "somebody")))
                .isInstanceOf(WrongResult.class)
                .hasMessageContaining("the key");
    }

    private void hear(int number, int poll) {
        TelemetryReported picture = HomePictures.of(number, poll, NOW);
        check.accept(event(picture, picture.meter().toString()));
    }

    /** A home without an inverter. */
    private static TelemetryReported of(TelemetryReported other, long importedWh, @Nullable Power generation) {
        return new TelemetryReported(
                other.gateway(),
                other.meter(),
                NOW,
                other.gridW(),
                new Energy(importedWh),
                other.exported(),
                generation,
                null,
                null,
                other.quality());
    }

    private static ConsumerRecord<String, byte[]> event(TelemetryReported picture, String key) {
        try {
            return new ConsumerRecord<>(
                    Topics.TELEMETRY_REPORTED, 0, 0, key, Json.mapper().writeValueAsBytes(picture));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
