package energy.peerwatt.appbackend.session;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Deletes sessions that have ended; several instances may do so at once. */
@ApplicationScoped
class SessionCleanup {
    private static final Logger LOG = Logger.getLogger(SessionCleanup.class);

    private final Pool database;

    SessionCleanup(Pool database) {
        this.database = database;
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> everyMinute() {
        return deleteEnded()
                .onFailure()
                .invoke(failure -> LOG.warnf("ended sessions are deleted later: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    /** @return how many there were */
    Uni<Integer> deleteEnded() {
        return database.query("delete from session_tokens where expires_at <= now()")
                .execute()
                .map(rows -> rows.rowCount());
    }
}
