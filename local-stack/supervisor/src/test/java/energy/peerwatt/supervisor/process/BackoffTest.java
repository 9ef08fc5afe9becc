package energy.peerwatt.supervisor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void eachDeathInARowDoublesTheWaitUpToTheLongest() {
        assertThat(backoff.afterRunning(Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.afterRunning(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            backoff.afterRunning(Duration.ZERO);
        }
        assertThat(backoff.afterRunning(Duration.ZERO)).isEqualTo(Backoff.LONGEST);
    }

    @Test
    void whatRanForAWhileStartsWithTheShortestWaitAgain() {
        backoff.afterRunning(Duration.ZERO);
        backoff.afterRunning(Duration.ZERO);

        assertThat(backoff.afterRunning(Backoff.RECOVERED)).isEqualTo(Backoff.SHORTEST);
    }
}
