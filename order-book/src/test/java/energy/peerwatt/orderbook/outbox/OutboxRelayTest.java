package energy.peerwatt.orderbook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.orderbook.outbox.OutboxRelay.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static final Throwable TOO_LARGE = new IllegalStateException("too large");

    @Test
    void aStreamIsDeliveredUpToItsFirstFailureAndOthersWholly() {
        Result first = new Result(row("slots", "a"), null);
        Result broken = new Result(row("slots", "a"), TOO_LARGE);
        Result after = new Result(row("slots", "a"), null);
        Result otherKey = new Result(row("slots", "b"), null);
        Result otherTopic = new Result(row("members", "a"), null);

        assertThat(OutboxRelay.delivered(List.of(first, broken, otherKey, after, otherTopic)))
                .containsExactly(first.row(), otherKey.row(), otherTopic.row());
    }

    private static OutboxRow row(String topic, String key) {
        OutboxRow row = new OutboxRow();
        row.topic = topic;
        row.key = key;
        return row;
    }
}
