package energy.peerwatt.appbackend.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.appbackend.web.Problems;
import energy.peerwatt.appbackend.web.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a body and notes everything that is wrong, so that all violations come at once. */
final class RequestFields {
    private final @Nullable JsonNode body;
    private final List<Violation> violations = new ArrayList<>();

    RequestFields(@Nullable JsonNode body) {
        this.body = body;
        if (body == null || !body.isObject()) {
            violations.add(new Violation("", "the body must be a JSON object"));
        }
    }

    Optional<String> text(String field, Pattern allowed, String rule) {
        Optional<String> text = optional(field);
        if (text.isEmpty()) {
            violation(field, "is missing; " + rule);
            return text;
        }
        return matching(field, text, allowed, rule);
    }

    Optional<String> optionalText(String field, Pattern allowed, String rule) {
        return matching(field, optional(field), allowed, rule);
    }

    private Optional<String> matching(String field, Optional<String> text, Pattern allowed, String rule) {
        if (text.isPresent() && !allowed.matcher(text.get()).matches()) {
            violation(field, rule);
            return Optional.empty();
        }
        return text;
    }

    /** The message of the conversion's exception is the violation. */
    <T> Optional<T> value(String field, Function<String, T> conversion) {
        Optional<String> text = optional(field);
        if (text.isEmpty()) {
            violation(field, "is missing");
            return Optional.empty();
        }
        return converted(field, text.get(), conversion);
    }

    <T> Optional<T> optionalValue(String field, Function<String, T> conversion) {
        return optional(field).flatMap(text -> converted(field, text, conversion));
    }

    private <T> Optional<T> converted(String field, String text, Function<String, T> conversion) {
        try {
            return Optional.of(conversion.apply(text));
        } catch (IllegalArgumentException e) {
            violation(field, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    void violation(String field, String message) {
        violations.add(new Violation(field, message));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem with every violation, if there is one */
    void requireValid() {
        if (!violations.isEmpty()) {
            throw Problems.invalid(violations);
        }
    }

    private Optional<String> optional(String field) {
        JsonNode node = body == null ? null : body.get(field);
        if (node == null
                || node.isNull()
                || node.isTextual() && node.textValue().isBlank()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            violation(field, "must be a text");
            return Optional.empty();
        }
        return Optional.of(node.textValue().strip());
    }
}
