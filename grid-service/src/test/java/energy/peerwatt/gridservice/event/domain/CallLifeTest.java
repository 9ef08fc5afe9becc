package energy.peerwatt.gridservice.event.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.event.GridEventChanged.State;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallLifeTest {
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");
    private static final Instant START = NOW.plus(SLOT);
    private static final Instant END = START.plus(SLOT.multipliedBy(4));

    @Test
    void timeAloneBringsACallToItsEndOneStateAfterTheOther() {
        Call published = call();
        assertThat(published.due(START.minusNanos(1))).isEmpty();
        Call active = published.due(END).orElseThrow();
        assertThat(active.state()).isEqualTo(State.ACTIVE);
        assertThat(active.due(END.minusNanos(1))).isEmpty();
        Call ended = active.due(END).orElseThrow();
        assertThat(ended.state()).isEqualTo(State.ENDED);
        assertThat(ended.version()).isEqualTo(3);
        assertThat(ended.due(END.plus(Duration.ofDays(99)))).isEmpty();
        assertThat(ended.verified().due(END)).isEmpty();
    }

    @Test
    void aTerminationKeepsTheSlotThatRuns() {
        Call active = call().due(START).orElseThrow();
        Call stopped = active.terminated(START.plus(SLOT).plusSeconds(1)).orElseThrow();
        assertThat(stopped.state()).isEqualTo(State.ACTIVE);
        assertThat(stopped.terms().end()).isEqualTo(START.plus(SLOT.multipliedBy(2)));
        assertThat(stopped.terminated(END)).isEmpty();
        assertThat(active.terminated(END.minusSeconds(1)).orElseThrow().terms().end())
                .isEqualTo(END);
    }

    @Test
    void aCallThatHasBegunIsShortenedAndNotCancelledAlthoughNobodyHasMarkedItActive() {
        Call stopped = call().terminated(START).orElseThrow();

        assertThat(stopped.state()).isEqualTo(State.ACTIVE);
        assertThat(stopped.version()).isEqualTo(2);
        assertThat(stopped.terms().end()).isEqualTo(START.plus(SLOT));
        assertThat(call().terminated(START.minusMillis(1)).orElseThrow().state())
                .isEqualTo(State.CANCELLED);
    }

    @Test
    void onlyWhatIsOpenCanBeTerminatedAndOnlyWhatEndedVerified() {
        Call published = call();
        Call cancelled = published.terminated(NOW).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.terminated(NOW)).isEmpty();
        assertThat(cancelled.due(END)).isEmpty();
        assertThatThrownBy(published::verified).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(cancelled::failed).isInstanceOf(IllegalStateException.class);
        Call ended = published.due(START).orElseThrow().due(END).orElseThrow();
        assertThat(ended.terminated(END)).isEmpty();
        assertThat(ended.failed().state()).isEqualTo(State.FAILED);
        assertThatThrownBy(() -> ended.verified().verified()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCallNeedsNoticeAndWholeSlots() {
        assertThat(call().terms().violations(NOW, Duration.ofMinutes(1), SLOT)).isEmpty();
        assertThat(call().terms().violations(START, Duration.ofMinutes(1), SLOT))
                .extracting(CallTerms.Violation::field)
                .containsExactly("start");
        assertThat(call().terms().violations(NOW, Duration.ofMinutes(1), Duration.ofMinutes(60)))
                .extracting(CallTerms.Violation::field)
                .containsExactly("start", "end");
    }

    private static Call call() {
        return Call.published(
                new GridEventId(new UUID(1, 1)),
                new CallTerms(
                        new CommunityId(new UUID(2, 2)),
                        new GridZoneId("feeder"),
                        new Power(1_000),
                        START,
                        END,
                        new Money(1),
                        new TokenAmount(1),
                        new Price(1),
                        1),
                SLOT,
                NOW);
    }
}
