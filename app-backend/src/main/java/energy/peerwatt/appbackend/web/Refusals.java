package energy.peerwatt.appbackend.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.HttpProblemMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Refused callers: browsers are led to the sign-in, everybody else is told as a problem. The extension's own mappers ask
 * Quarkus for a challenge by a field that is gone in this version; these come before them.
 */
public class Refusals {
    private static final URI TOKEN = URI.create("urn:peerwatt:problem:token");
    private static final URI ROLE = URI.create("urn:peerwatt:problem:role");
    /** Before those of all services, and before the 999 of the extension. */
    private static final int FIRST = 800;

    private static final int REDIRECT = 300;

    private final HttpProblemMapper problems = new HttpProblemMapper();

    @ServerExceptionMapper(priority = FIRST)
    public Uni<Response> notSignedIn(UnauthorizedException refusal, RoutingContext request) {
        return challenge(request);
    }

    @ServerExceptionMapper(priority = FIRST)
    public Uni<Response> badToken(AuthenticationFailedException refusal, RoutingContext request) {
        return challenge(request);
    }

    private Uni<Response> challenge(RoutingContext request) {
        HttpAuthenticator authenticator = request.get(HttpAuthenticator.class.getName());
        return authenticator.getChallenge(request).map(challenge -> answer(challenge));
    }

    private Response answer(ChallengeData challenge) {
        if (challenge.status / 100 == REDIRECT / 100) {
            Response.ResponseBuilder redirect = Response.status(challenge.status);
            challenge.getHeaders().forEach((name, value) -> redirect.header(name.toString(), value));
            return redirect.build();
        }
        HttpProblem.Builder problem = HttpProblem.builder()
                .withType(TOKEN)
                .withTitle("Not signed in")
                .withStatus(challenge.status)
                .withDetail("sign in, or send an access token as a Bearer token of the header Authorization");
        if (challenge.status == Status.UNAUTHORIZED.getStatusCode()) {
            problem.withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return problems.toResponse(problem.build());
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response forbidden(ForbiddenException refusal) {
        return problems.toResponse(HttpProblem.builder()
                .withType(ROLE)
                .withTitle("Not for your role")
                .withStatus(Status.FORBIDDEN)
                .withDetail("none of your roles may see or do this")
                .build());
    }
}
