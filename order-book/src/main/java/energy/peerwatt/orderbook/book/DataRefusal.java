package energy.peerwatt.orderbook.book;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether the database refused the data itself: then trying again helps nothing. */
final class DataRefusal {
    private DataRefusal() {}

    /** @return what it said, if its SQLSTATE is of class 22, data exception, or 23, constraint violation */
    static Optional<String> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = state(cause);
            if (state != null && (state.startsWith("22") || state.startsWith("23"))) {
                return Optional.of("the database refuses it: " + state + ", " + cause.getMessage());
            }
        }
        return Optional.empty();
    }

    private static @Nullable String state(Throwable cause) {
        return switch (cause) {
            case PgException refused -> refused.getSqlState();
            case SQLException refused -> refused.getSQLState();
            default -> null;
        };
    }
}
