package energy.peerwatt.kit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    @Test
    void aLetterNamesReasonAndPlaceAndKeepsKeyHeadersAndBytes() {
        Incoming one = incoming("meter-1", "{}".getBytes(StandardCharsets.UTF_8));
        one.record().headers().add("ce_id", "7".getBytes(StandardCharsets.UTF_8));

        DeadLetter letter = DeadLetter.of(one, "no such meter");

        assertThat(letter.key()).isEqualTo("meter-1");
        assertThat(letter.payload()).asString().isEqualTo("{}");
        assertThat(letter.headers())
                .containsEntry("ce_id", "7")
                .containsEntry("dead-letter-reason", "no such meter")
                .containsEntry("dead-letter-topic", "readings")
                .containsEntry("dead-letter-partition", "3")
                .containsEntry("dead-letter-offset", "42")
                .doesNotContainKey("dead-letter-bytes");
    }

    @Test
    void whatIsTooLongOrHoldsANulIsCutSoThatItCanBeStored() {
        Incoming one = incoming("a\0b", new byte[700_000]);
        for (int i = 0; i < 30; i++) {
            one.record().headers().add("h" + i, "x".repeat(3_000).getBytes(StandardCharsets.UTF_8));
        }

        DeadLetter letter = DeadLetter.of(one, "bad \0 byte");

        assertThat(letter.key()).isEqualTo("ab");
        assertThat(letter.payload()).hasSize(600_000);
        assertThat(letter.headers())
                .hasSize(20 + 5)
                .containsEntry("dead-letter-bytes", "700000")
                .containsEntry("dead-letter-reason", "bad  byte")
                .allSatisfy((name, value) -> assertThat(value).hasSizeLessThanOrEqualTo(2_000));
    }

    @Test
    void aRecordWithoutKeyAndValueIsALetterToo() {
        DeadLetter letter = DeadLetter.of(incoming(null, null), "the value is missing");

        assertThat(letter.key()).isNull();
        assertThat(letter.payload()).isEmpty();
    }

    private static Incoming incoming(@Nullable String key, byte @Nullable [] value) {
        return new Incoming(new ConsumerRecord<>("readings", 3, 42, key, value));
    }
}
