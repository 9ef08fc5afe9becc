package energy.peerwatt.gridservice.rest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;

/** The one place where refusals become problems (RFC 9457). */
public final class Problems {
    private static final String TYPES = "urn:peerwatt:problem:";
    private static final int UNPROCESSABLE = 422;

    private Problems() {}

    /** The request is not of the right form. */
    public static HttpProblem malformed(List<Violation> violations) {
        return problem("malformed", "Malformed", Status.BAD_REQUEST.getStatusCode(), detail(violations))
                .with("violations", violations)
                .build();
    }

    /** What the caller sent is well-formed and breaks these rules. */
    public static HttpProblem refused(List<Violation> violations) {
        return problem("refused", "Refused", UNPROCESSABLE, detail(violations))
                .with("violations", violations)
                .build();
    }

    public static HttpProblem conflict(String detail) {
        return problem("conflict", "Conflict", Status.CONFLICT.getStatusCode(), detail)
                .build();
    }

    public static HttpProblem notFound(String detail) {
        return problem("not-found", "Not found", Status.NOT_FOUND.getStatusCode(), detail)
                .build();
    }

    private static HttpProblem.Builder problem(String type, String title, int status, String detail) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + type))
                .withTitle(title)
                .withStatus(status)
                .withDetail(detail);
    }

    private static String detail(List<Violation> violations) {
        return violations.size() == 1 ? violations.getFirst().message() : violations.size() + " things are to mend";
    }
}
