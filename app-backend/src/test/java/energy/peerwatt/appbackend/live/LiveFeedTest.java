package energy.peerwatt.appbackend.live;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.appbackend.config.AppConfig;
import energy.peerwatt.appbackend.live.domain.Cast;
import energy.peerwatt.appbackend.live.domain.Viewer;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private static final Viewer ANNA = new Viewer.Household(Cast.account(1));

    private final LiveFeed feed = new LiveFeed(
            new SmallRyeConfigBuilder().withMapping(AppConfig.class).build().getConfigMapping(AppConfig.class),
            Clock.fixed(Cast.NOON, ZoneOffset.UTC));
    private String left = "";

    @BeforeEach
    void annaLooksAndGoesAway() {
        feed.apply(Cast.COMMUNITY, picture -> picture.member(Cast.member(1)));
        feed.apply(Cast.COMMUNITY, picture -> picture.member(Cast.member(2)));
        AssertSubscriber<LiveMessage> first =
                feed.follow(ANNA, null).subscribe().withSubscriber(AssertSubscriber.create(1));
        left = String.valueOf(first.getItems().getFirst().id());
        first.cancel();
    }

    @Test
    void getsWhatSheMissedOfHerOwnHome() {
        hear(1, 3);
        hear(2, 3);

        AssertSubscriber<LiveMessage> back = back();
        back.request(10);

        assertThat(back.getItems()).extracting(LiveMessage::kind).containsExactly("power", "power", "power");
    }

    /** A browser takes one message after the other: what it missed must fit the buffer, or it is dropped again. */
    @Test
    void getsASnapshotWhereSheMissedMoreThanTheBufferHolds() {
        hear(1, 600);

        AssertSubscriber<LiveMessage> back = back();

        back.assertNotTerminated();
        assertThat(back.getItems()).extracting(LiveMessage::kind).containsExactly("snapshot");
        hear(1, 601);
        back.request(10);
        assertThat(back.getItems()).extracting(LiveMessage::kind).containsExactly("snapshot", "power");
    }

    private AssertSubscriber<LiveMessage> back() {
        return feed.follow(ANNA, left).subscribe().withSubscriber(AssertSubscriber.create(1));
    }

    /** Telemetry of the seconds up to this one; what was heard before is heard again and changes nothing. */
    private void hear(int home, int seconds) {
        for (int second = 1; second <= seconds; second++) {
            var telemetry = Cast.telemetry(home, Cast.NOON.plusSeconds(second), 1_000, null, null);
            feed.apply(null, picture -> picture.telemetry(telemetry));
        }
    }
}
