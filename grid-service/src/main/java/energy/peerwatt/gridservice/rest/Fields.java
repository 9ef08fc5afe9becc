package energy.peerwatt.gridservice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a request holds and remembers everything that is wrong with it, so that a caller learns it all at once. A
 * field that is missing or malformed reads as its stand-in; {@link #check} refuses before a stand-in is used.
 */
public final class Fields {
    private final @Nullable JsonNode object;
    private final String prefix;
    private final List<Violation> violations;

    private Fields(@Nullable JsonNode object, String prefix, List<Violation> violations) {
        this.object = object;
        this.prefix = prefix;
        this.violations = violations;
    }

    /** Of a request without a body. */
    public static Fields none() {
        return new Fields(null, "", new ArrayList<>());
    }

    /** @param body a JSON object, or what the caller sent instead of one */
    public static Fields of(@Nullable JsonNode body) {
        Fields fields = new Fields(body, "", new ArrayList<>());
        if (body == null || !body.isObject()) {
            throw Problems.malformed(List.of(new Violation("", "a JSON object is expected")));
        }
        return fields;
    }

    /** A part of the path, a query parameter or a header. */
    public <T> T given(String field, @Nullable String text, Function<String, T> parser, T standIn) {
        return text == null || text.isBlank()
                ? broken(field, field + " is missing", standIn)
                : parsed(field, text, parser, standIn);
    }

    public <T> Optional<T> givenIfAny(String field, @Nullable String text, Function<String, T> parser, T standIn) {
        return text == null ? Optional.empty() : Optional.of(parsed(field, text, parser, standIn));
    }

    /** @param parser throws IllegalArgumentException or DateTimeException with a message for people */
    public <T> T text(String field, Function<String, T> parser, T standIn) {
        return textIfAny(field, parser, standIn).orElseGet(() -> broken(field, field + " is missing", standIn));
    }

    public <T> Optional<T> textIfAny(String field, Function<String, T> parser, T standIn) {
        JsonNode value = value(field);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(
                value.isTextual()
                        ? parsed(field, value.textValue(), parser, standIn)
                        : broken(field, field + " must be text: " + value, standIn));
    }

    /** @param type throws IllegalArgumentException with a message for people */
    public <T> T number(String field, LongFunction<T> type, T standIn) {
        return numberIfAny(field, type, standIn).orElseGet(() -> broken(field, field + " is missing", standIn));
    }

    public <T> Optional<T> numberIfAny(String field, LongFunction<T> type, T standIn) {
        JsonNode value = value(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            return Optional.of(broken(field, field + " must be a whole number: " + value, standIn));
        }
        try {
            return Optional.of(type.apply(value.longValue()));
        } catch (IllegalArgumentException e) {
            return Optional.of(broken(field, String.valueOf(e.getMessage()), standIn));
        }
    }

    /** The objects of an array, each with its place in what is said of it. */
    public List<Fields> objects(String field, int most) {
        JsonNode value = value(field);
        if (value == null || !value.isArray()) {
            return broken(field, field + " must be an array of objects", List.of());
        }
        if (value.size() > most) {
            return broken(
                    field, field + " holds " + value.size() + " elements, at most " + most + " go at once", List.of());
        }
        List<Fields> found = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            String place = prefix + field + "[" + i + "]";
            JsonNode element = value.get(i);
            if (element.isObject()) {
                found.add(new Fields(element, place + ".", violations));
            } else {
                violations.add(new Violation(place, "a JSON object is expected"));
            }
        }
        return found;
    }

    /** A time in the years a database keeps without loss. */
    public static Instant instant(String text) {
        Instant time;
        try {
            time = Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time like 2026-06-01T10:00:00Z: " + text, e);
        }
        if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("2100-01-01T00:00:00Z"))) {
            throw new IllegalArgumentException("must lie between 1970 and 2100: " + text);
        }
        return time;
    }

    public static LongFunction<Long> between(String field, long least, long most) {
        return number -> {
            if (number < least || number > most) {
                throw new IllegalArgumentException(field + " must be " + least + " to " + most + ": " + number);
            }
            return number;
        };
    }

    public void refuse(String field, String message) {
        violations.add(new Violation(prefix + field, message));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 400 with every violation, if there is any */
    public void check() {
        if (!violations.isEmpty()) {
            throw Problems.malformed(List.copyOf(violations));
        }
    }

    private @Nullable JsonNode value(String field) {
        JsonNode value = object == null ? null : object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T parsed(String field, String text, Function<String, T> parser, T standIn) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            return broken(field, String.valueOf(e.getMessage()), standIn);
        }
    }

    private <T> T broken(String field, String message, T standIn) {
        violations.add(new Violation(prefix + field, message));
        return standIn;
    }
}
