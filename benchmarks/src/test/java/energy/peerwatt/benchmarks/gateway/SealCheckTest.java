package energy.peerwatt.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.MarketTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealCheckTest {
    private static final Instant TEN = Instant.parse("2026-06-21T10:00:00Z");
    private static final MarketTime TIME = new MarketTime(TEN, Instant.EPOCH, 1);
    private static final KeyPair KEY = key();

    private final SealCheck check = new SealCheck(1);
    private @Nullable Seal last;

    @Test
    void addsUpWhatIsWhole() {
        IntervalReading first = reading(1, 0, Hash32.ZERO);
        seal(first);
        seal(reading(2, 3, first.hash()));
        SealCheck.Summary summary = check.summary(KEY.getPublic(), TIME);
        assertThat(summary.seals()).isEqualTo(2);
        assertThat(summary.complete()).isEqualTo(2);
        assertThat(summary.readings()).isEqualTo(2);
    }

    @Test
    void findsAGapInTheReadings() {
        IntervalReading first = reading(1, 0, Hash32.ZERO);
        seal(first);
        seal(reading(3, 0, first.hash()));
        assertWrong("should be 2 and is 3");
    }

    @Test
    void findsAReadingThatPointsElsewhere() {
        seal(reading(1, 0, Hash32.ZERO));
        seal(reading(2, 0, Hash32.ZERO));
        assertWrong("the reading before");
    }

    @Test
    void findsCountersThatTheMeterNeverHad() {
        IntervalReading first = reading(1, 4, Hash32.ZERO);
        seal(first);
        seal(reading(2, 3, first.hash()));
        assertWrong("never had");
    }

    @Test
    void findsAMissingSealAndAForeignKey() {
        IntervalReading first = reading(1, 0, Hash32.ZERO);
        seal(first);
        last = null;
        seal(reading(2, 0, first.hash()));
        assertWrong("the seal before");
        assertThatThrownBy(() -> check.summary(key().getPublic(), TIME))
                .isInstanceOf(WrongResult.class)
                .hasMessageContaining("signature");
    }

    private void assertWrong(String message) {
        assertThatThrownBy(() -> check.summary(KEY.getPublic(), TIME))
                .isInstanceOf(WrongResult.class)
                .hasMessageContaining(message);
    }

    /** @param steps that the counter has made */
    private static IntervalReading reading(int seq, int steps, Hash32 previous) {
        Instant boundary = TEN.plus(Duration.ofMinutes(15L * seq));
        SimulatedMeter.Values values = SimulatedMeter.values(0, 50 * steps);
        return new IntervalReading(
                SimulatedMeter.id(0),
                boundary,
                seq,
                0,
                new Energy(values.importedWh()),
                new Energy(values.exportedWh()),
                boundary,
                Set.of(Quality.GOOD),
                "0123456789abcdef",
                previous);
    }

    private void seal(IntervalReading reading) {
        Seal seal = new Seal(
                GatewayUnderTest.ID,
                reading.boundary(),
                1,
                Sha256Tree.root(List.of(reading.encode())),
                last == null ? Hash32.ZERO : last.hash());
        ReadingsSealed event = ReadingsSealed.of(seal, P256.sign(KEY.getPrivate(), seal.encode()), List.of(reading));
        last = seal;
        try {
            check.accept(new ConsumerRecord<>(
                    Topics.READINGS_SEALED, 0, 0, "key", Json.mapper().writeValueAsBytes(event)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
