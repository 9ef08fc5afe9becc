package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request's body and notes everything that is wrong, so that all violations come at once. */
final class RequestFields {
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,78}");
    private static final int UINT256_BITS = 256;
    private static final int LONGEST_TEXT = 500;

    private final @Nullable JsonNode body;
    private final List<Problems.Violation> violations = new ArrayList<>();

    RequestFields(@Nullable JsonNode body) {
        this.body = body;
        if (body == null || !body.isObject()) {
            violations.add(new Problems.Violation("", "the body must be a JSON object"));
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem with every violation, if there is one */
    void requireValid() {
        if (!violations.isEmpty()) {
            throw Problems.invalid(violations);
        }
    }

    Optional<Long> positive(String field) {
        return node(field).flatMap(node -> {
            if (!node.canConvertToLong() || !node.isIntegralNumber() || node.longValue() < 1) {
                return wrong(field, "must be a whole number above 0");
            }
            return Optional.of(node.longValue());
        });
    }

    /** An unsigned 256-bit number, as a number or as decimal digits in a text. */
    Optional<BigInteger> unsigned256(String field) {
        return node(field).flatMap(node -> {
            Optional<BigInteger> number = Optional.empty();
            if (node.isIntegralNumber()) {
                number = Optional.of(node.bigIntegerValue());
            } else if (node.isTextual() && DIGITS.matcher(node.textValue()).matches()) {
                number = Optional.of(new BigInteger(node.textValue()));
            }
            return number.filter(value -> value.signum() >= 0 && value.bitLength() <= UINT256_BITS)
                    .or(() -> wrong(field, "must be a whole number from 0, as a number or decimal digits"));
        });
    }

    Optional<String> address(String field) {
        return node(field)
                .flatMap(node ->
                        node.isTextual() && ADDRESS.matcher(node.textValue()).matches()
                                ? Optional.of(node.textValue())
                                : wrong(field, "must be an address, 0x and 40 hex digits"));
    }

    /** RFC 3339, or whole seconds since 1970. */
    Optional<Instant> instant(String field) {
        return node(field).flatMap(node -> {
            try {
                if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
                    return Optional.of(Instant.ofEpochSecond(node.longValue()));
                }
                if (node.isTextual()) {
                    return Optional.of(Instant.parse(node.textValue()));
                }
            } catch (DateTimeException e) {
                return wrong(field, "must be an instant like 2026-06-21T10:00:00Z or seconds since 1970");
            }
            return wrong(field, "must be an instant like 2026-06-21T10:00:00Z or seconds since 1970");
        });
    }

    /** A text turned into a value; the message of the conversion's exception is the violation. */
    <T> Optional<T> value(String field, Function<String, T> conversion) {
        return node(field).flatMap(node -> {
            if (!node.isTextual()) {
                return wrong(field, "must be a text");
            }
            try {
                return Optional.of(conversion.apply(node.textValue()));
            } catch (IllegalArgumentException e) {
                return wrong(field, String.valueOf(e.getMessage()));
            }
        });
    }

    boolean has(String field) {
        return body != null && body.isObject() && body.hasNonNull(field);
    }

    /** A whole number within bounds, both included. */
    Optional<Long> integer(String field, long least, long most) {
        return node(field)
                .flatMap(node -> node.isIntegralNumber()
                                && node.canConvertToLong()
                                && node.longValue() >= least
                                && node.longValue() <= most
                        ? Optional.of(node.longValue())
                        : wrong(field, "must be a whole number from " + least + " to " + most));
    }

    Optional<Boolean> flag(String field) {
        return node(field)
                .flatMap(node ->
                        node.isBoolean() ? Optional.of(node.booleanValue()) : wrong(field, "must be true or false"));
    }

    /** A text that is neither empty nor longer than a page. */
    Optional<String> text(String field) {
        return node(field)
                .flatMap(node -> node.isTextual()
                                && !node.textValue().isBlank()
                                && node.textValue().length() <= LONGEST_TEXT
                        ? Optional.of(node.textValue().strip())
                        : wrong(field, "must be a text of 1 to " + LONGEST_TEXT + " characters"));
    }

    /** One of the names of an enum. */
    <E extends Enum<E>> Optional<E> choice(String field, Class<E> type) {
        return value(field, text -> {
            try {
                return Enum.valueOf(type, text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must be one of " + Arrays.toString(type.getEnumConstants()), e);
            }
        });
    }

    void violation(String field, String message) {
        violations.add(new Problems.Violation(field, message));
    }

    private Optional<JsonNode> node(String field) {
        if (body == null || !body.isObject()) {
            return Optional.empty();
        }
        JsonNode node = body.get(field);
        return node == null || node.isNull() ? wrong(field, "is missing") : Optional.of(node);
    }

    private <T> Optional<T> wrong(String field, String message) {
        violation(field, message);
        return Optional.empty();
    }
}
