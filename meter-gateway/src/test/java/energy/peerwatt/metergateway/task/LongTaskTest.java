package energy.peerwatt.metergateway.task;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LongTaskTest {
    /** So is the poller of a listed meter of which a journal says, while the gateway starts, that it was exchanged. */
    @Test
    void oneThatWasNeverStartedCanBeClosed() {
        LongTask task = new LongTask("never", () -> Thread.sleep(Duration.ofHours(1)));

        assertThatCode(task::close).doesNotThrowAnyException();
    }
}
