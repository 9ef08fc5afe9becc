package energy.peerwatt.street.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.street.home.domain.Curtailment;
import energy.peerwatt.street.home.domain.StorageOrder;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetState;
import energy.peerwatt.street.home.domain.Streets;
import energy.peerwatt.street.state.StateFile.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
    private static final Origin ORIGIN = new Origin(1, 14, "simulated", Math.floorDiv(Streets.TEN, 86_400));

    @TempDir
    private Path folder;

    @Test
    void aNewFolderHoldsNothing() throws IOException {
        assertThat(StateFile.read(folder, ORIGIN)).isEmpty();
    }

    @ParameterizedTest(name = "saved every {0} s")
    @ValueSource(ints = {1, 7, 60, 450})
    void restartEqualsAnUninterruptedRun(int saveEvery) throws IOException {
        Street street = Streets.simulated(1);
        StreetState begin = ordered(street.first(Streets.TEN));
        StreetState straight = street.advance(begin, Streets.TEN + 900);

        StateFile file = new StateFile(folder, ORIGIN);
        file.save(begin);
        for (int lost = 0; lost < 6; lost++) {
            // What lives on after the save is lost with the process.
            StreetState continued = StateFile.read(folder, ORIGIN).orElseThrow().street();
            StreetState saved = street.advance(continued, continued.steppedTo() + saveEvery);
            file.save(saved);
            street.advance(saved, saved.steppedTo() + 30);
        }
        StreetState restarted = StateFile.read(folder, ORIGIN).orElseThrow().street();

        assertThat(street.advance(restarted, Math.max(Streets.TEN + 900, restarted.steppedTo())))
                .isEqualTo(street.advance(straight, Math.max(Streets.TEN + 900, restarted.steppedTo())));
    }

    @Test
    void aHalfWrittenFileIsNeverRead() throws IOException {
        StreetState state = Streets.simulated(1).first(Streets.TEN);
        new StateFile(folder, ORIGIN).save(state);
        Files.writeString(folder.resolve("street-state.json.next"), "{\"version\":1,\"ori");

        assertThat(StateFile.read(folder, ORIGIN).orElseThrow().street()).isEqualTo(state);
        new StateFile(folder, ORIGIN).save(state);
        assertThat(folder.resolve("street-state.json.next")).doesNotExist();
    }

    @Test
    void stateOfAnotherStreetIsRefused() throws IOException {
        new StateFile(folder, ORIGIN).save(Streets.simulated(1).first(Streets.TEN));

        assertThatThrownBy(() -> StateFile.read(folder, new Origin(2, 14, "simulated", 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another street")
                .hasMessageContaining("seed=2");
        assertThatThrownBy(() -> StateFile.read(folder, new Origin(1, 14, "a digest", 0)))
                .hasMessageContaining("a digest");
    }

    @Test
    void firstDayIsRememberedWhateverTheClockSays() throws IOException {
        new StateFile(folder, ORIGIN).save(Streets.simulated(1).first(Streets.TEN));

        Origin nextDay = new Origin(1, 14, "simulated", ORIGIN.firstEpochDay() + 1);
        assertThat(StateFile.read(folder, nextDay).orElseThrow().origin()).isEqualTo(ORIGIN);
    }

    /** Timers are part of the state: they run out in the middle of the test's quarter of an hour. */
    private static StreetState ordered(StreetState state) {
        Curtailment limit = new Curtailment(true, true, 3_000, 200, 0).writtenAt(state.steppedTo());
        StorageOrder order = new StorageOrder(false, true, 9_000, 0, 300, 0).writtenAt(state.steppedTo());
        return state.with(
                        Streets.SOLAR_HOME,
                        state.homes().get(Streets.SOLAR_HOME).withCurtailment(limit))
                .with(
                        Streets.BATTERY_HOME,
                        state.homes().get(Streets.BATTERY_HOME).withStorage(order));
    }
}
