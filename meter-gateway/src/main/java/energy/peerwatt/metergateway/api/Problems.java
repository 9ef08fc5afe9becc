package energy.peerwatt.metergateway.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;

/** RFC 9457 problems of this service. */
public final class Problems {
    private static final URI INVALID = URI.create("urn:peerwatt:problem:invalid-request");
    private static final URI NOT_NOW = URI.create("urn:peerwatt:problem:not-now");
    private static final URI UNKNOWN = URI.create("urn:peerwatt:problem:not-found");

    private Problems() {}

    /** One thing that is wrong with a request. */
    record Violation(String field, String message) {}

    static HttpProblem invalid(List<Violation> violations) {
        return HttpProblem.builder()
                .withType(INVALID)
                .withTitle("The request is not valid")
                .withStatus(Status.BAD_REQUEST)
                .with("violations", violations)
                .build();
    }

    /** The request is right, but not now. */
    static HttpProblem notNow(String detail) {
        return HttpProblem.builder()
                .withType(NOT_NOW)
                .withTitle("Not possible now")
                .withStatus(Status.CONFLICT)
                .withDetail(detail)
                .build();
    }

    public static HttpProblem notFound(String detail) {
        return HttpProblem.builder()
                .withType(UNKNOWN)
                .withTitle("Not found")
                .withStatus(Status.NOT_FOUND)
                .withDetail(detail)
                .build();
    }
}
