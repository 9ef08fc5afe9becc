package energy.peerwatt.orderbook.rest;

import energy.peerwatt.orderbook.book.domain.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;

/** The one place where refusals become problems (RFC 9457). */
public final class Problems {
    private static final String TYPES = "urn:peerwatt:problem:";
    private static final int UNPROCESSABLE = 422;

    private Problems() {}

    /** What the caller sent breaks these rules. */
    public static HttpProblem refused(List<Violation> violations) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "refused"))
                .withTitle("Refused")
                .withStatus(UNPROCESSABLE)
                .withDetail(
                        violations.size() == 1
                                ? violations.getFirst().message()
                                : violations.size() + " things are to mend")
                .with("violations", violations)
                .build();
    }

    /** What the caller sent is not even of the right form. */
    public static HttpProblem malformed(String field, String message) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "malformed"))
                .withTitle("Malformed")
                .withStatus(Status.BAD_REQUEST)
                .withDetail(message)
                .with("violations", List.of(new Violation("malformed", field, message)))
                .build();
    }

    /** The caller has to wait, or to end something first. */
    public static HttpProblem tooMany(String message) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "too-many"))
                .withTitle("Too many")
                .withStatus(Status.TOO_MANY_REQUESTS)
                .withDetail(message)
                .build();
    }

    public static HttpProblem notFound(String message) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "not-found"))
                .withTitle("Not found")
                .withStatus(Status.NOT_FOUND)
                .withDetail(message)
                .build();
    }
}
