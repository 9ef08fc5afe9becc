package energy.peerwatt.appbackend.live.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.quantity.Money;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final int KEPT = 4;
    private final Timeline timeline = new Timeline("run", KEPT);

    private void changes(int count) {
        for (int i = 0; i < count; i++) {
            timeline.add(Cast.COMMUNITY, new Change.Balance(Cast.account(1), Money.ofNano(i)));
        }
    }

    @Test
    void whoSawEverythingMissedNothing() {
        changes(2);
        assertThat(timeline.since(timeline.position()).orElseThrow()).isEmpty();
    }

    @Test
    void whoWasAwayGetsWhatItMissedInOrder() {
        changes(6);
        assertThat(timeline.since("run-3").orElseThrow())
                .extracting(Timeline.Entry::sequence)
                .containsExactly(4L, 5L, 6L);
        assertThat(timeline.since("run-2").orElseThrow()).hasSize(KEPT);
    }

    @Test
    void whoWasAwayTooLongOrComesFromElsewhereNeedsASnapshot() {
        changes(6);
        for (String position :
                new String[] {"run-1", "other-5", "run-7", "run-", "run-x", "", "-", "run-9999999999999999999"}) {
            assertThat(timeline.since(position)).as(position).isEmpty();
        }
    }

    @Test
    void everyViewerSeesItsOwnOnly() {
        Change own = new Change.Balance(Cast.account(1), Money.ZERO);
        Change sum = new Change.ZoneTree(Cast.STREET);

        assertThat(new Viewer.Household(Cast.account(1)).sees(Cast.COMMUNITY, own))
                .isTrue();
        assertThat(new Viewer.Household(Cast.account(2)).sees(Cast.COMMUNITY, own))
                .isFalse();
        assertThat(new Viewer.Household(Cast.account(1)).sees(Cast.COMMUNITY, sum))
                .isFalse();
        assertThat(new Viewer.Operator(Cast.COMMUNITY).sees(Cast.COMMUNITY, own))
                .isFalse();
        assertThat(new Viewer.Operator(Cast.COMMUNITY).sees(Cast.COMMUNITY, sum))
                .isTrue();
    }
}
