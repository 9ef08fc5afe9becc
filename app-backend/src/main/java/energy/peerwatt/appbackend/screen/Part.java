package energy.peerwatt.appbackend.screen;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.appbackend.service.Answer;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a screen that another service gives: its value, or why it is not there.
 *
 * @param missing what to say instead; absent where there is a value
 * @param since market time since which the service is away; absent where it said no
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Part<T>(
        @Nullable T value,
        @Nullable String missing,
        @Nullable Instant since) {
    /** The value, where it is known that there is one; templates read it by this name, after asking for it. */
    public T there() {
        return Objects.requireNonNull(value, "there is no value here");
    }

    static <T> Part<T> of(Answer<T> answer) {
        return switch (answer) {
            case Answer.Known<T>(T value) -> new Part<>(value, null, null);
            case Answer.Away<T>(String service, Instant since) ->
                new Part<>(null, "not available: " + service + " does not answer", since);
            case Answer.Refused<T>(int status, var body) ->
                new Part<>(null, body.path("detail").asText("not available (" + status + ")"), null);
        };
    }

    /** Why there is no value, for a value of another kind. */
    static <T> Part<T> missing(Answer<?> answer) {
        Part<?> part = of(answer);
        return new Part<>(null, part.missing(), part.since());
    }
}
