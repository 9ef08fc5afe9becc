package energy.peerwatt.appbackend.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;

/** The one place where refusals become problems (RFC 9457). */
public final class Problems {
    private static final String TYPES = "urn:peerwatt:problem:";

    private Problems() {}

    public static HttpProblem invalid(List<Violation> violations) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "invalid-request"))
                .withTitle("The request is not valid")
                .withStatus(Status.BAD_REQUEST)
                .with("violations", violations)
                .build();
    }

    public static HttpProblem forbidden(String detail) {
        return of(Status.FORBIDDEN, "forbidden", detail);
    }

    public static HttpProblem conflict(String detail) {
        return of(Status.CONFLICT, "conflict", detail);
    }

    public static HttpProblem notFound(String detail) {
        return of(Status.NOT_FOUND, "not-found", detail);
    }

    /** Another service that is needed for this does not answer. */
    public static HttpProblem unavailable(String detail) {
        return of(Status.SERVICE_UNAVAILABLE, "unavailable", detail);
    }

    private static HttpProblem of(Status status, String type, String detail) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + type))
                .withTitle(status.getReasonPhrase())
                .withStatus(status)
                .withDetail(detail)
                .build();
    }
}
