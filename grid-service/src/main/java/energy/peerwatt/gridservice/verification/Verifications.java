package energy.peerwatt.gridservice.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.gridservice.verification.domain.VerificationInputs;
import energy.peerwatt.gridservice.verification.domain.VerificationResult;
import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.GridEventId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One verification per event, never changed. */
@ApplicationScoped
public class Verifications {
    private final Clock clock;

    Verifications(Clock clock) {
        this.clock = clock;
    }

    public record Stored(GridEventId event, Instant verifiedAt, VerificationInputs inputs, VerificationResult result) {}

    /** Fails if the event has one. */
    public Uni<Void> add(VerificationInputs inputs, VerificationResult result) {
        return Sql.of("""
                insert into verification (event, input_hash, inputs, result, verified_at)
                values (:event, :hash, :inputs, :result, :now)
                """)
                .with("event", inputs.event().value())
                .with("hash", result.inputHash().hex())
                .with("inputs", json(inputs))
                .with("result", json(result))
                .with("now", clock.instant())
                .run()
                .replaceWithVoid();
    }

    public Uni<Optional<Stored>> of(GridEventId event) {
        return of(List.of(event)).map(found -> Optional.ofNullable(found.get(event)));
    }

    public Uni<Map<GridEventId, Stored>> of(Collection<GridEventId> events) {
        return events.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Sql.of("select event, verified_at, inputs, result from verification where event in (:events)")
                        .with("events", events.stream().map(GridEventId::value).toList())
                        .list(Verifications::stored)
                        .map(rows -> rows.stream().collect(Collectors.toMap(Stored::event, row -> row)));
    }

    private static Stored stored(Row row) {
        return new Stored(
                new GridEventId(row.id(0)),
                row.time(1),
                read(row.text(2), VerificationInputs.class),
                read(row.text(3), VerificationResult.class));
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a verification cannot be written as JSON", e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored verification cannot be read", e);
        }
    }
}
