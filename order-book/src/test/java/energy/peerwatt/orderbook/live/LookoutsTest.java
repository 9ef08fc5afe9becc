package energy.peerwatt.orderbook.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookoutsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Lookouts<String> lookouts = new Lookouts<>(2, 0);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicInteger quick = new AtomicInteger();

    @AfterEach
    void close() {
        end.countDown();
        lookouts.close();
    }

    private void wait(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneThatTakesLongHoldsUpNoOtherAndIsNotLookedAtTwice() {
        for (int i = 0; i < 10; i++) {
            int looks = i;
            lookouts.at("slow", () -> {
                slow.incrementAndGet();
                wait(end);
            });
            lookouts.at("quick", quick::incrementAndGet);
            await().atMost(PATIENCE).until(() -> quick.get() > looks);
            await().atMost(PATIENCE).until(() -> !lookouts.isBusy("quick"));
        }
        assertThat(slow).hasValue(1);
        end.countDown();
        await().atMost(PATIENCE).until(() -> !lookouts.isBusy("slow"));
    }

    @Test
    void oneThatFailsIsLookedAtAgain() {
        await().atMost(PATIENCE).until(() -> {
            lookouts.at("failing", () -> {
                quick.incrementAndGet();
                throw new IllegalStateException("the database is away");
            });
            return quick.get() > 2;
        });
    }
}
