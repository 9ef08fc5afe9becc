package energy.peerwatt.orderbook.rest;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.market.domain.MarketYears;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the fields of a JSON object and remembers everything that is wrong with them, so that a caller learns it all at
 * once. A field that is missing or malformed reads as its stand-in.
 */
public final class Fields {
    private final JsonNode object;
    private final String prefix;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();

    /** @param prefix what stands before a field's name in violations, such as {@code orders[1].} */
    public Fields(JsonNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
        if (!object.isObject()) {
            throw Problems.malformed(prefix, "a JSON object is expected");
        }
    }

    /** @param parser throws IllegalArgumentException or DateTimeException with a message for people */
    public <T> T text(String field, Function<String, T> parser, T standIn) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return missing(field, standIn);
        }
        if (!value.isTextual()) {
            return broken(field, field + " must be text: " + value, standIn);
        }
        try {
            return parser.apply(value.textValue());
        } catch (IllegalArgumentException | DateTimeException e) {
            return broken(field, String.valueOf(e.getMessage()), standIn);
        }
    }

    public Instant instant(String field, Instant standIn) {
        return text(
                field,
                text -> {
                    Instant time;
                    try {
                        time = Instant.parse(text);
                    } catch (DateTimeException e) {
                        throw new IllegalArgumentException(
                                field + " is not a time like 2026-06-01T10:00:00Z: " + text, e);
                    }
                    MarketYears.require(time, field);
                    return time;
                },
                standIn);
    }

    public <E extends Enum<E>> E choice(String field, Class<E> type, E standIn) {
        return text(
                field,
                text -> {
                    try {
                        return Enum.valueOf(type, text);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                                field + " must be one of " + List.of(type.getEnumConstants()) + ": " + text, e);
                    }
                },
                standIn);
    }

    public long integer(String field, long standIn) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return missing(field, standIn);
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            return broken(field, field + " must be a whole number: " + value, standIn);
        }
        return value.longValue();
    }

    public boolean flag(String field, boolean standIn) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return missing(field, standIn);
        }
        return value.isBoolean() ? value.booleanValue() : broken(field, field + " must be true or false", standIn);
    }

    /** A number that a quantity can hold, or not. */
    public <T> T quantity(String field, Function<Long, T> type, T standIn) {
        long number = integer(field, 0);
        return broken.contains(field) ? standIn : checked(field, () -> type.apply(number), standIn);
    }

    /** Something made of fields that are each fine, which may still be wrong together. */
    public <T> T checked(String field, Supplier<T> maker, T standIn) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            return broken(field, String.valueOf(e.getMessage()), standIn);
        }
    }

    private <T> T missing(String field, T standIn) {
        broken.add(field);
        violations.add(new Violation("missing", prefix + field, field + " is missing"));
        return standIn;
    }

    private <T> T broken(String field, String message, T standIn) {
        broken.add(field);
        violations.add(new Violation("malformed", prefix + field, message));
        return standIn;
    }

    /** Adds what the rules of the market say, except about stand-ins. */
    public void addFromRules(List<Violation> found) {
        found.stream()
                .filter(violation -> !broken.contains(violation.field()))
                .forEach(violation -> violations.add(
                        new Violation(violation.code(), prefix + violation.field(), violation.message())));
    }

    /** Objects to every field of another name, where one that is ignored would be taken for one that works. */
    public void allowOnly(List<String> names) {
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                violations.add(new Violation(
                        "unknown", prefix + name, name + " is not known here, only " + String.join(", ", names)));
            }
        });
    }

    /** Texts of an array, none where it is missing; the whole is refused where one is malformed. */
    public <T> List<T> list(String field, Function<String, T> parser, int most) {
        JsonNode array = object.get(field);
        if (array == null || array.isNull()) {
            return List.of();
        }
        if (!array.isArray() || array.size() > most) {
            return broken(field, field + " must be an array of at most " + most, List.of());
        }
        List<T> list = new ArrayList<>();
        for (JsonNode value : array) {
            try {
                list.add(parser.apply(value.isTextual() ? value.textValue() : value.toString()));
            } catch (IllegalArgumentException | DateTimeException e) {
                return broken(field, String.valueOf(e.getMessage()), List.of());
            }
        }
        if (list.stream().distinct().count() < list.size()) {
            return broken(field, field + " names something twice", List.of());
        }
        return list;
    }

    /** The objects of an array, none where it is missing; what is wrong with them comes with what is wrong here. */
    public List<Fields> objects(String field, int most) {
        JsonNode array = object.get(field);
        if (array == null || array.isNull()) {
            return List.of();
        }
        if (!array.isArray() || array.size() > most) {
            return broken(field, field + " must be an array of at most " + most, List.of());
        }
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(new Fields(array.get(i), prefix + field + "[" + i + "]."));
        }
        return objects;
    }

    /** Takes over what is wrong with a part. */
    public void addFrom(Fields part) {
        violations.addAll(part.violations);
    }

    /** Whether there is such a field, well-formed or not; for those that may be left out. */
    public boolean has(String field) {
        return object.hasNonNull(field);
    }

    /** Whether that field is missing or malformed. */
    public boolean isBroken(String field) {
        return broken.contains(field);
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem naming all that is wrong, if anything is */
    public void requireNoViolations() {
        if (!violations.isEmpty()) {
            throw Problems.refused(violations);
        }
    }
}
