package energy.peerwatt.kit.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.HttpProblemMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Refused callers as problems. The extension's own mappers for a missing and a bad token ask Quarkus for a challenge by a
 * field that is gone in this version; these come before them.
 */
public class Refusals {
    private static final URI TOKEN = URI.create("urn:peerwatt:problem:token");
    private static final URI ROLE = URI.create("urn:peerwatt:problem:role");
    /** Before the 999 of the extension. */
    private static final int FIRST = 900;

    private final HttpProblemMapper problems = new HttpProblemMapper();

    @ServerExceptionMapper(priority = FIRST)
    public Response missingToken(UnauthorizedException refusal) {
        return token("Bearer", "an access token is needed, as a Bearer token of the header Authorization");
    }

    /** What is wrong with a token is logged at DEBUG and not told: it would help to make a better one. */
    @ServerExceptionMapper(priority = FIRST)
    public Response badToken(AuthenticationFailedException refusal) {
        return token("Bearer error=\"invalid_token\"", "the access token is over, not for this service, or none");
    }

    /** An owner check may say better than "forbidden" what the caller is to be told. */
    @ServerExceptionMapper(priority = FIRST)
    public Response forbidden(ForbiddenException refusal) {
        return problems.toResponse(
                refusal.getCause() instanceof HttpProblem answer
                        ? answer
                        : HttpProblem.builder()
                                .withType(ROLE)
                                .withTitle("Not for your role")
                                .withStatus(Status.FORBIDDEN)
                                .withDetail("no role of the access token may do this")
                                .build());
    }

    private Response token(String challenge, String detail) {
        return problems.toResponse(HttpProblem.builder()
                .withType(TOKEN)
                .withTitle("No valid access token")
                .withStatus(Status.UNAUTHORIZED)
                .withDetail(detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build());
    }
}
