package energy.peerwatt.orderbook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.orderbook.outbox.OutboxRelay.Result;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static final Throwable AWAY = new TimeoutException("the broker is away");
    private static final Throwable TOO_LARGE = new RecordTooLargeException("too large");

    @Test
    void aStreamIsDeliveredUpToItsFirstFailureAndOthersWholly() {
        Result first = new Result(row("slots", "a"), null);
        Result broken = new Result(row("slots", "a"), AWAY);
        Result after = new Result(row("slots", "a"), null);
        Result otherKey = new Result(row("slots", "b"), null);
        Result otherTopic = new Result(row("members", "a"), null);

        assertThat(OutboxRelay.delivered(List.of(first, broken, otherKey, after, otherTopic)))
                .containsExactly(first.row(), otherKey.row(), otherTopic.row());
    }

    @Test
    void anEventThatCanNeverBeSentHoldsUpNobody() {
        Result first = new Result(row("slots", "a"), null);
        Result hopeless = new Result(row("slots", "a"), new CompletionException(TOO_LARGE));
        Result after = new Result(row("slots", "a"), null);
        Result broken = new Result(row("slots", "a"), AWAY);
        Result later = new Result(row("slots", "a"), null);

        assertThat(OutboxRelay.delivered(List.of(first, hopeless, after, broken, later)))
                .containsExactly(first.row(), after.row());
        assertThat(hopeless.isHopeless()).isTrue();
        assertThat(broken.isHopeless()).isFalse();
    }

    private static OutboxRow row(String topic, String key) {
        OutboxRow row = new OutboxRow();
        row.topic = topic;
        row.key = key;
        return row;
    }
}
