package energy.peerwatt.settlement.sql;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Does slow or blocking work away from the event loop and comes back to the Vert.x context it was called from, where a
 * session may be opened again. Never call it inside a transaction.
 */
@ApplicationScoped
public class Offload {
    private final ExecutorService threads;

    Offload(@VirtualThreads ExecutorService threads) {
        this.threads = threads;
    }

    public <T> Uni<T> call(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return Uni.createFrom()
                    .<T>emitter(emitter -> threads.execute(() -> {
                        try {
                            T result = work.call();
                            context.runOnContext(nothing -> emitter.complete(result));
                        } catch (Throwable failure) {
                            // Errors too: a caller that is never answered would wait for ever.
                            context.runOnContext(nothing -> emitter.fail(failure));
                        }
                    }));
        });
    }
}
