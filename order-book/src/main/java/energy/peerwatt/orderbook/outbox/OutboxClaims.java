package energy.peerwatt.orderbook.outbox;

import energy.peerwatt.orderbook.config.OrderBookConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which relay may send which stream. */
@ApplicationScoped
class OutboxClaims {
    private static final String CLAIM = """
            UPDATE outbox_stream s SET claimed_by = :claim, claimed_until = now() + make_interval(secs => :seconds)
            FROM (
                SELECT topic, key FROM outbox_stream c
                WHERE (c.claimed_by IS NULL OR c.claimed_until < now())
                  AND EXISTS (SELECT 1 FROM outbox o WHERE o.topic = c.topic AND o.key = c.key AND o.sent_at IS NULL)
                ORDER BY topic, key LIMIT 50
                FOR UPDATE SKIP LOCKED) free
            WHERE s.topic = free.topic AND s.key = free.key""";

    private static final String UNSENT = """
            from OutboxRow o
            where o.sentAt is null
              and exists (select 1 from StreamRow s where s.topic = o.topic and s.key = o.key and s.claimedBy = :claim)
            order by o.id""";

    private static final String SENT = "UPDATE outbox SET sent_at = now() WHERE id IN (:ids)";

    private static final String REFUSED = "UPDATE outbox SET sent_at = now(), refused = :reason WHERE id = :id";

    /** Touches nothing if the claim ran out and somebody else has the streams. */
    private static final String RELEASE =
            "UPDATE outbox_stream SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by = :claim";

    /**
     * Streams that this process may send.
     *
     * @param rows what is unsent in them, in order, as far as it fits
     * @param lastSendNanos when the last delivery may begin that surely ends before somebody else gets the streams; of
     *     {@link System#nanoTime()}
     */
    record Claim(UUID id, List<OutboxRow> rows, long lastSendNanos) {
        /** For whoever was frozen meanwhile. */
        boolean isTooOldToSend() {
            return System.nanoTime() - lastSendNanos >= 0;
        }
    }

    private final Mutiny.SessionFactory database;
    private final OrderBookConfig.Outbox config;
    private final Duration delivery;

    OutboxClaims(
            Mutiny.SessionFactory database,
            OrderBookConfig config,
            @ConfigProperty(name = "mp.messaging.outgoing.outbox-out.delivery.timeout.ms") long deliveryMillis) {
        this.database = database;
        this.config = config.outbox();
        this.delivery = Duration.ofMillis(deliveryMillis);
        if (this.config.claim().compareTo(delivery) <= 0) {
            throw new IllegalArgumentException("peerwatt.order-book.outbox.claim, " + this.config.claim()
                    + ", must be longer than a delivery may take, " + delivery);
        }
    }

    /** Takes free streams and reads what is unsent in them. */
    Uni<Claim> claim() {
        UUID id = UUID.randomUUID();
        // Before the database begins to count, so that it is over here first.
        long lastSend = System.nanoTime() + config.claim().minus(delivery).toNanos();
        return database.withTransaction(session -> session.createNativeQuery(CLAIM)
                .setParameter("claim", id)
                .setParameter("seconds", config.claim().toMillis() / 1_000.0)
                .executeUpdate()
                .chain(claimed -> claimed == 0 ? nothing() : unsent(session, id))
                .map(rows -> new Claim(id, rows, lastSend)));
    }

    private static Uni<List<OutboxRow>> nothing() {
        return Uni.createFrom().item(List.of());
    }

    private Uni<List<OutboxRow>> unsent(Mutiny.Session session, UUID claim) {
        return session.createSelectionQuery(UNSENT, OutboxRow.class)
                .setParameter("claim", claim)
                .setMaxResults(config.batch())
                .getResultList();
    }

    /** Marks what was sent and gives the streams back, the rest for a next attempt. */
    Uni<Void> markSent(Claim claim, List<OutboxRow> sent) {
        if (sent.isEmpty()) {
            return database.withStatelessTransaction(session -> release(session, claim));
        }
        return database.withStatelessTransaction(session -> session.createNativeQuery(SENT)
                .setParameter("ids", sent.stream().map(row -> row.id).toList())
                .executeUpdate()
                .chain(() -> release(session, claim)));
    }

    private static Uni<Void> release(Mutiny.StatelessSession session, Claim claim) {
        return session.createNativeQuery(RELEASE)
                .setParameter("claim", claim.id())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Notes that an event can never be sent. It is over, and stays for those who look into it. */
    Uni<Void> giveUp(OutboxRow row, String reason) {
        // PostgreSQL's text holds any character but this one.
        return database.withStatelessTransaction(session -> session.createNativeQuery(REFUSED)
                .setParameter("reason", reason.replace("\0", ""))
                .setParameter("id", row.id)
                .executeUpdate()
                .replaceWithVoid());
    }

    Uni<Void> forgetOldSent() {
        return database.withStatelessTransaction(session -> session.createNativeQuery(
                        "DELETE FROM outbox WHERE refused IS NULL AND sent_at < now() - make_interval(secs => :seconds)")
                .setParameter("seconds", (double) config.keepSent().toSeconds())
                .executeUpdate()
                .replaceWithVoid());
    }

    /** Real seconds that the oldest unsent event has waited; 0 without one. */
    Uni<Double> lagSeconds() {
        return database.withStatelessSession(session -> session.createNativeQuery(
                        "SELECT cast(coalesce(extract(epoch FROM now() - min(created_at)), 0) AS double precision)"
                                + " FROM outbox WHERE sent_at IS NULL",
                        Double.class)
                .getSingleResult());
    }
}
