package energy.peerwatt.orderbook.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9 between every two steps of the write path: nothing is lost, nothing happens twice, and the other goes on. */
class TakeoverIT {
    /** Most of it is the session that Kafka grants a silent replica, 6 s; the rest is for a busy machine. */
    private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(45);

    private static final int ACCEPTED = 202;
    private static final int CREATED = 201;

    private final Replicas replicas = Replicas.running();

    @ParameterizedTest
    @EnumSource
    void whoIsKilledAtAStepIsReplacedByTheOther(WriteStep step) throws InterruptedException {
        ClosingBatch batch = new ClosingBatch(replicas);
        Replica owner = replicas.owner();
        (step.isOfTheWriter() ? List.of(owner) : replicas.both()).forEach(replica -> replica.tap.arm(step));
        batch.send();
        Replica victim = whoStandsStill();
        batch.requireStandsAt(step);

        long killed = System.nanoTime();
        victim.kill();
        Replica survivor = replicas.other(victim);
        survivor.tap.release();
        Market market = batch.market;
        Instant later = batch.slot.next().next().start();
        Response hasty = market.place(survivor, 1, Market.order(market.seller(), "SELL", later, 10, 100_000));
        Response patient = market.place(survivor, 30, Market.order(market.seller(), "SELL", later, 20, 100_000));
        Duration takeover = Duration.ofNanos(System.nanoTime() - killed);
        replicas.startMissing();

        if (victim == owner) {
            System.out.printf(
                    "takeover: killed at %s, who waits 1 s hears %d, an order was taken by the other after %d ms%n",
                    step, hasty.statusCode(), takeover.toMillis());
        }
        assertThat(hasty.statusCode()).isIn(ACCEPTED, CREATED);
        assertThat(patient.statusCode()).as(patient.asString()).isEqualTo(CREATED);
        assertThat(takeover).isLessThan(LONGEST_TAKEOVER);
        assertThat(survivor.call().get(hasty.header("Location")).jsonPath().getString("state"))
                .isEqualTo("ACCEPTED");
        batch.requireStoredOnce();
        batch.awaitAllSent();
        requireSentOnceInOrder(batch, step);
    }

    /** A relay that had sent and not noted it is the one case of a second copy, under the same ids and in order. */
    private void requireSentOnceInOrder(ClosingBatch batch, WriteStep step) {
        List<Published.Event> expected = new ArrayList<>(batch.published.inTheOutbox(replicas.rows));
        if (step == WriteStep.PUBLISHED) {
            expected.addAll(List.copyOf(expected));
        }
        assertThat(batch.published.inTheTopic()).isEqualTo(expected);
    }

    private Replica whoStandsStill() {
        return Awaitility.await()
                .until(
                        () -> replicas.both().stream()
                                .filter(replica -> replica.tap.standsStill())
                                .toList(),
                        standing -> standing.size() == 1)
                .getFirst();
    }

    /** A test that fails leaves nobody frozen for the next. */
    @AfterEach
    void setFree() {
        replicas.setFree();
    }
}
