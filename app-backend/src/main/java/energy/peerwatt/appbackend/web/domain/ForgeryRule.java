package energy.peerwatt.appbackend.web.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something comes from our own pages. Browsers say where a request started
 * (Sec-Fetch-Site, else Origin); what says neither must carry a header that no foreign page can set.
 */
public final class ForgeryRule {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private ForgeryRule() {}

    /**
     * @param host scheme, host and port this request was sent to, like {@code http://127.0.0.1:18085}
     * @param session the request lives from a session's cookie; without one there is nothing to abuse
     * @param bearer the request brings its own token and does not live from the cookie
     * @param ownHeader it has the header {@code X-PeerWatt}
     */
    public record Request(
            String method,
            String host,
            @Nullable String fetchSite,
            @Nullable String origin,
            boolean session,
            boolean bearer,
            boolean ownHeader) {}

    public static boolean allows(Request request) {
        if (SAFE.contains(request.method) || !request.session || request.bearer) {
            return true;
        }
        if (request.fetchSite != null) {
            return request.fetchSite.equals("same-origin");
        }
        if (request.origin != null) {
            return request.origin.equals(request.host);
        }
        return request.ownHeader;
    }
}
