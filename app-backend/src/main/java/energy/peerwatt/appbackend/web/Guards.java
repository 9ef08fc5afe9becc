package energy.peerwatt.appbackend.web;

import energy.peerwatt.appbackend.web.domain.ForgeryRule;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Stands before every route, before anybody is recognised: security headers, and forged requests turned away. */
@ApplicationScoped
class Guards {
    /** Above Quarkus' authentication, which is 200. */
    private static final int BEFORE_AUTHENTICATION = 300;

    /** How the names of Quarkus' session cookies begin. */
    private static final String SESSION = "q_session";

    private static final String SIGN_OUT = "/sign-out";

    private final String policy;

    Guards(@ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<URI> identity) {
        // Forms may end at the sign-in page: signing out does, and sending a form after the session ended.
        String signIn = identity.map(url -> " " + url.getScheme() + "://" + url.getRawAuthority())
                .orElse("");
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                + " connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none';"
                + " form-action 'self'" + signIn;
    }

    void register(@Observes Filters filters) {
        filters.register(this::guard, BEFORE_AUTHENTICATION);
    }

    private void guard(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", policy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (!context.normalizedPath().startsWith("/static/")) {
            response.putHeader("Cache-Control", "no-store");
        }
        if (!ForgeryRule.allows(facts(request))) {
            refuse(response, 403, "This request did not start on our own pages; open the page again and repeat it.");
        } else if (SIGN_OUT.equals(context.normalizedPath()) && request.method() != HttpMethod.POST) {
            response.putHeader("Allow", "POST");
            refuse(response, 405, "Signing out is a POST.");
        } else {
            context.next();
        }
    }

    private static ForgeryRule.Request facts(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        return new ForgeryRule.Request(
                request.method().name(),
                request.scheme() + "://" + request.authority(),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                request.cookies().stream().anyMatch(cookie -> cookie.getName().startsWith(SESSION)),
                authorization != null && authorization.startsWith("Bearer "),
                request.getHeader("X-PeerWatt") != null);
    }

    private static void refuse(HttpServerResponse response, int status, String detail) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end("{\"type\":\"urn:peerwatt:problem:refused\",\"title\":\"Refused\",\"status\":" + status
                        + ",\"detail\":\"" + detail + "\"}");
    }
}
