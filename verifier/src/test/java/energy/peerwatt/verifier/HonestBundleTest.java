package energy.peerwatt.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.village.Runs;
import energy.peerwatt.verifier.village.Village;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HonestBundleTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anHonestVillageVerifies(long seed) throws Exception {
        try (Village village = new Village(seed)) {
            village.write(folder, null);
            Runs.Outcome outcome = Runs.verifyOverHttp(village, folder);
            assertThat(outcome.text())
                    .contains("verified", "slots 8", "batches 6", "closes 3", "balances 9", "responses 3", "rewards 3")
                    .contains("readings 45", "readings set aside 2");
            assertThat(outcome.exit()).isZero();
        }
    }

    /** Else the villages would verify without a word about limits. */
    @Test
    void theLineToTheSouthIsFullAndWhatThatAddsIsInTheBatches() {
        try (Village village = new Village(1)) {
            List<ObjectNode> batches = village.files.get(Bundle.BATCHES);
            assertThat(batches.stream()
                            .flatMap(batch ->
                                    StreamSupport.stream(batch.get("leaves").spliterator(), false)))
                    .anyMatch(leaf -> leaf.get("payee").asInt() == 2)
                    .anyMatch(leaf -> leaf.get("payer").asInt() == 2);
            assertThat(village.files.get(Bundle.BOOKS))
                    .anyMatch(
                            line -> !line.at("/result/congestionRent").asText().equals("0"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aResponseThatCannotBePaidYetLetsLaterOnesPass(int waiting) throws Exception {
        try (Village village = new Village(6, waiting)) {
            village.write(folder, null);
            Runs.Outcome outcome = Runs.verify(village, folder);
            assertThat(outcome.text()).contains("verified", "responses 3", "waiting responses 1");
            assertThat(outcome.exit()).isZero();
        }
    }
}
