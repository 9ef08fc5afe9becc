package energy.peerwatt.street.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.street.home.domain.Curtailment;
import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetState;
import energy.peerwatt.street.home.domain.Streets;
import energy.peerwatt.street.running.LiveStreet.Glimpse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveStreetTest {
    private static final Curtailment LIMIT = new Curtailment(true, true, 2_000, 0, 0);

    private final Street street = Streets.simulated(1);
    private final StreetState first = street.first(Streets.TEN);
    private final List<StreetState> disk = new ArrayList<>();

    @Test
    void whoeverLooksSeesTheStreetUpToNow() {
        LiveStreet live = live(disk::add, Streets.TEN + 30);

        assertThat(live.look(3))
                .isEqualTo(new Glimpse(
                        street.advance(first, Streets.TEN + 30).homes().get(3), Streets.TEN + 30));
    }

    @Test
    void aControlIsOnDiskWithTheSecondItWasWrittenAt() throws IOException {
        LiveStreet live = live(disk::add, Streets.TEN + 30);

        assertThat(live.control(Streets.SOLAR_HOME, LiveStreetTest::limited)).isTrue();
        assertThat(disk).containsExactly(live.now());
        assertThat(disk.getLast().steppedTo()).isEqualTo(Streets.TEN + 30);
        assertThat(disk.getLast().homes().get(Streets.SOLAR_HOME).curtailment()).isEqualTo(LIMIT);
    }

    @Test
    void aControlThatCannotBeSavedDoesNotTakeEffect() {
        LiveStreet live = live(
                state -> {
                    throw new IOException("disk full");
                },
                Streets.TEN);

        assertThatThrownBy(() -> live.control(Streets.SOLAR_HOME, LiveStreetTest::limited))
                .hasMessage("disk full");
        assertThat(live.look(Streets.SOLAR_HOME).state().curtailment()).isEqualTo(Curtailment.NONE);
    }

    @Test
    void aRefusedControlIsNotSaved() throws IOException {
        LiveStreet live = live(disk::add, Streets.TEN);

        assertThat(live.control(Streets.SOLAR_HOME, glimpse -> Optional.empty()))
                .isFalse();
        assertThat(disk).isEmpty();
    }

    @Test
    void aStreetAheadOfTheClockWaits() {
        LiveStreet live = live(disk::add, Streets.TEN - 100);

        assertThat(live.now()).isEqualTo(first);
    }

    private static Optional<HomeState> limited(Glimpse glimpse) {
        return Optional.of(glimpse.state().withCurtailment(LIMIT));
    }

    private LiveStreet live(LiveStreet.StateStore store, long now) {
        return new LiveStreet(street, first, Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC), store);
    }
}
