package energy.peerwatt.metergateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.metergateway.support.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoundaryLoopTest {
    private static final Instant TEN = Instant.parse("2026-06-21T10:00:00Z");
    private static final Duration LONG = Duration.ofHours(1);

    private final HandClock clock = new HandClock("2026-06-21T10:00:00Z");
    private final Street street = new Street(14);

    @Test
    void onAClockThatStandsOnABoundaryTheFirstSealWaitsForAllMeters() throws Exception {
        BoundaryLoop loop = loop(LONG, null);

        street.answering = 11;
        loop.look();
        assertThat(street.sealed).isEmpty();
        assertThat(loop.isSettled()).isFalse();

        street.answering = 14;
        loop.look();
        loop.look();
        assertThat(street.sealed).containsExactly(TEN);
        assertThat(loop.isSettled()).isTrue();
    }

    @Test
    void theFirstSealDoesNotWaitUntilItsWindowIsOver() throws Exception {
        BoundaryLoop loop = loop(LONG, null);
        street.answering = 11;

        clock.set(TEN.plusSeconds(29));
        loop.look();
        assertThat(street.sealed).isEmpty();
        clock.set(TEN.plusSeconds(30));
        loop.look();

        assertThat(street.sealed).containsExactly(TEN);
    }

    @Test
    void aDeadMeterHoldsTheFirstSealUpNoLongerThanPatienceLasts() throws Exception {
        BoundaryLoop loop = loop(Duration.ZERO, null);
        street.answering = 13;

        loop.look();

        assertThat(street.sealed).containsExactly(TEN);
        assertThat(loop.isSettled()).isTrue();
    }

    @Test
    void betweenTwoBoundariesANewGatewayWaitsUntilAllMetersAnswered() throws Exception {
        BoundaryLoop loop = loop(LONG, null);
        clock.set(TEN.plusSeconds(400));
        street.answering = 13;

        loop.look();
        assertThat(loop.isSettled()).isFalse();
        street.answering = 14;
        loop.look();

        assertThat(loop.isSettled()).isTrue();
        assertThat(street.sealed).isEmpty();
    }

    @Test
    void aStreetWithoutMetersThatAnswerDoesNotWaitForEver() throws Exception {
        BoundaryLoop onBoundary = loop(Duration.ZERO, null);
        onBoundary.look();
        clock.set(TEN.plusSeconds(400));
        BoundaryLoop between = loop(Duration.ZERO, null);
        between.look();

        assertThat(onBoundary.isSettled()).isTrue();
        assertThat(between.isSettled()).isTrue();
        assertThat(street.sealed).isEmpty();
    }

    @Test
    void aGatewayThatGoesOnWaitsForNobody() throws Exception {
        BoundaryLoop loop = loop(LONG, TEN.minusSeconds(900));
        assertThat(loop.isSettled()).isTrue();
        street.answering = 1;

        loop.look();

        assertThat(street.sealed).containsExactly(TEN);
    }

    private BoundaryLoop loop(Duration patience, @Nullable Instant done) {
        BoundaryLoop.Timing timing = new BoundaryLoop.Timing(
                Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofMillis(200), patience);
        return new BoundaryLoop(street, clock, timing, (_, _) -> {}, done);
    }

    private static final class Street implements BoundaryLoop.Boundaries {
        private final List<Instant> sealed = new ArrayList<>();
        private final int meters;
        private int answering;

        Street(int meters) {
            this.meters = meters;
        }

        @Override
        public boolean allAnswer() {
            return answering == meters;
        }

        @Override
        public Optional<ReadingsSealed> readIfAllAnswer(Instant boundary) {
            return seal(boundary, allAnswer());
        }

        @Override
        public Optional<ReadingsSealed> read(Instant boundary) {
            return seal(boundary, answering > 0);
        }

        private Optional<ReadingsSealed> seal(Instant boundary, boolean possible) {
            if (!possible) {
                return Optional.empty();
            }
            sealed.add(boundary);
            return Optional.of(new ReadingsSealed("", "", List.of()));
        }
    }
}
