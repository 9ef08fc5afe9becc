package energy.peerwatt.appbackend.session;

import energy.peerwatt.appbackend.config.AppConfig;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tokens of people who are signed in. Each sign-in and each refresh makes a new id, so that an id known before
 * signing in is worth nothing after it. Times are the database's: every instance agrees on them.
 */
@ApplicationScoped
@Alternative
@Priority(1)
public class DatabaseSessions implements TokenStateManager {
    static final String SIGN_OUT = "/sign-out";

    private final Pool database;
    private final Duration idle;
    private final Duration overlap;

    DatabaseSessions(Pool database, AppConfig config) {
        this.database = database;
        this.idle = config.sessionIdle();
        this.overlap = config.sessionOverlap();
    }

    @Override
    public Uni<String> createTokenState(
            RoutingContext request,
            OidcTenantConfig tenant,
            AuthorizationCodeTokens tokens,
            OidcRequestContext<String> context) {
        String id = SealedTokens.newId();
        List<@Nullable String> texts = Arrays.asList(
                tokens.getIdToken(),
                tokens.getAccessToken(),
                tokens.getRefreshToken(),
                tokens.getAccessTokenExpiresIn() == null
                        ? null
                        : tokens.getAccessTokenExpiresIn().toString(),
                tokens.getAccessTokenScope());
        return database.preparedQuery("insert into session_tokens (id_hash, sealed, expires_at)"
                        + " values ($1, $2, now() + make_interval(secs => $3))")
                .execute(Tuple.of(
                        Buffer.buffer(SealedTokens.row(id)), Buffer.buffer(SealedTokens.seal(id, texts)), (double)
                                idle.toSeconds()))
                .replaceWith(id);
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(
            RoutingContext request,
            OidcTenantConfig tenant,
            String id,
            OidcRequestContext<AuthorizationCodeTokens> context) {
        return database.preparedQuery("select sealed from session_tokens where id_hash = $1 and expires_at > now()")
                .execute(Tuple.of(Buffer.buffer(SealedTokens.row(id))))
                .map(rows -> tokens(id, rows));
    }

    private static AuthorizationCodeTokens tokens(String id, RowSet<Row> rows) {
        Iterator<Row> found = rows.iterator();
        if (!found.hasNext()) {
            throw new AuthenticationFailedException("the session has ended");
        }
        List<@Nullable String> texts = SealedTokens.open(
                        id, found.next().getBuffer("sealed").getBytes())
                .orElseThrow(() -> new AuthenticationFailedException("the session cannot be opened"));
        String expires = texts.get(3);
        return new AuthorizationCodeTokens(
                texts.get(0), texts.get(1), texts.get(2), expires == null ? null : Long.valueOf(expires), texts.get(4));
    }

    /**
     * Signing out deletes at once. After a refresh the page's other requests may still carry the old id, so it is cut to
     * a short overlap instead.
     */
    @Override
    public Uni<Void> deleteTokens(
            RoutingContext request, OidcTenantConfig tenant, String id, OidcRequestContext<Void> context) {
        Buffer row = Buffer.buffer(SealedTokens.row(id));
        boolean signsOut = SIGN_OUT.equals(request.normalizedPath());
        return (signsOut
                        ? database.preparedQuery("delete from session_tokens where id_hash = $1")
                                .execute(Tuple.of(row))
                        : database.preparedQuery("update session_tokens set expires_at ="
                                        + " least(expires_at, now() + make_interval(secs => $2)) where id_hash = $1")
                                .execute(Tuple.of(row, (double) overlap.toSeconds())))
                .replaceWithVoid();
    }
}
