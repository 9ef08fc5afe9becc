package energy.peerwatt.orderbook.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A replica that is frozen, replaced, and comes back in the middle of its work: nothing of it is stored or sent. */
class ZombieIT {
    private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(60);

    private final Replicas replicas = Replicas.running();
    private final ClosingBatch batch = new ClosingBatch(replicas);

    @Test
    void aWriterThatComesBackWithABatchInItsHandsIsFenced() {
        Replica zombie = freezeAt(WriteStep.POLLED);
        requireTakenOver(zombie, "with a batch");
        Map<String, List<String>> before = replicas.rows.books();

        comeBack(zombie);

        Awaitility.await().until(() -> zombie.tap.answersToMoves().contains("UPDATE 0"));
        requireNothingChanged(zombie, before);
    }

    @Test
    void aWriterThatIsFrozenInsideItsTransactionKeepsNobodyOut() {
        Replica zombie = freezeAt(WriteStep.OFFSET_MOVED);
        requireTakenOver(zombie, "inside its transaction");
        Map<String, List<String>> before = replicas.rows.books();

        comeBack(zombie);

        requireNothingChanged(zombie, before);
    }

    @Test
    void aRelayThatComesBackAfterItsClaimRanOutSendsNothing() {
        Replica zombie = freezeAt(WriteStep.CLAIMED);
        replicas.other(zombie).tap.release();
        batch.awaitAllSent();
        requireTakenOver(zombie, "with a claim");
        Map<String, List<String>> before = replicas.rows.books();

        comeBack(zombie);

        requireNothingChanged(zombie, before);
    }

    private Replica freezeAt(WriteStep step) {
        Replica owner = replicas.owner();
        (step.isOfTheWriter() ? List.of(owner) : replicas.both()).forEach(replica -> replica.tap.arm(step));
        batch.send();
        Replica zombie = Awaitility.await()
                .until(
                        () -> replicas.both().stream()
                                .filter(replica -> replica.tap.standsStill())
                                .toList(),
                        standing -> standing.size() == 1)
                .getFirst();
        batch.requireStandsAt(step);
        zombie.freeze();
        return zombie;
    }

    private void requireTakenOver(Replica zombie, String how) {
        long frozen = System.nanoTime();
        Instant later = batch.slot.next().next().start();
        Replica other = replicas.other(zombie);
        String order = Market.order(batch.market.seller(), "SELL", later, 20, 100_000);
        String location = batch.market.place(other, 30, order).header("Location");
        Awaitility.await()
                .until(() -> "ACCEPTED".equals(other.call().get(location).path("state")));
        Duration takeover = Duration.ofNanos(System.nanoTime() - frozen);
        System.out.printf(
                "takeover: frozen %s, an order was taken by the other after %d ms%n", how, takeover.toMillis());
        assertThat(takeover).isLessThan(LONGEST_TAKEOVER);
    }

    private static void comeBack(Replica zombie) {
        zombie.tap.release();
        zombie.thaw();
    }

    /** And it is of use again. */
    private void requireNothingChanged(Replica zombie, Map<String, List<String>> before) {
        zombie.awaitReady();
        assertThat(replicas.rows.books()).isEqualTo(before);
        batch.requireStoredOnce();
        Instant later = batch.slot.next().next().start();
        batch.market.placeAll(zombie, List.of(Market.order(batch.market.seller(), "SELL", later, 30, 100_000)));
        batch.awaitAllSent();
        assertThat(batch.published.inTheTopic()).isEqualTo(batch.published.inTheOutbox(replicas.rows));
    }

    /** A test that fails leaves nobody frozen for the next. */
    @AfterEach
    void setFree() {
        replicas.setFree();
    }
}
