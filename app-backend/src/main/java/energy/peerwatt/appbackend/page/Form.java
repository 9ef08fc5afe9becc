package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.web.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What was written into a form, and what is wrong with it, to be shown again beside each other. */
public record Form(Map<String, String> values, List<Violation> violations) {
    static final Form EMPTY = new Form(Map.of(), List.of());

    static Map<String, String> values(MultivaluedMap<String, String> sent) {
        return sent.keySet().stream()
                .filter(name -> sent.getFirst(name) != null)
                .collect(Collectors.toUnmodifiableMap(
                        name -> name, name -> Objects.requireNonNull(sent.getFirst(name))));
    }

    /** What a resource of ours refused, or why it could not do it. */
    static Form refused(Map<String, String> values, HttpProblem problem) {
        Object named = problem.getParameters().get("violations");
        List<Violation> violations = named instanceof List<?> list
                ? list.stream()
                        .filter(Violation.class::isInstance)
                        .map(Violation.class::cast)
                        .toList()
                : List.of();
        return new Form(
                values,
                violations.isEmpty() ? List.of(new Violation("", String.valueOf(problem.getDetail()))) : violations);
    }

    public String value(String field, String otherwise) {
        return values.getOrDefault(field, otherwise);
    }

    public boolean isWrong(String field) {
        return violations.stream().anyMatch(one -> one.field().equals(field));
    }

    public String wrong(String field) {
        return violations.stream()
                .filter(one -> one.field().equals(field))
                .map(Violation::message)
                .collect(Collectors.joining("; "));
    }
}
