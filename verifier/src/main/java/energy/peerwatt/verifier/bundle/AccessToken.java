package energy.peerwatt.verifier.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.verifier.CannotRun;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an auditor shows to the services: a client's token by OAuth 2.0, fetched anew shortly before it expires. */
public final class AccessToken {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** A request that carries it may take so long. */
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(40);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final URI endpoint;
    private final String clientId;
    private final String secret;
    private @Nullable String token;
    private Instant goodUntil = Instant.EPOCH;

    public AccessToken(HttpClient http, URI endpoint, String clientId, String secret) {
        this.http = http;
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.secret = secret;
    }

    /** @throws CannotRun if the token endpoint is away or refuses */
    String value() throws CannotRun {
        String kept = token;
        // Real time, as the token's own: what is verified may live in another.
        Instant now = Instant.now();
        if (kept != null && now.isBefore(goodUntil)) {
            return kept;
        }
        JsonNode answer = ask();
        String fresh = answer.path("access_token").asText();
        if (fresh.isEmpty()) {
            throw new CannotRun(endpoint + " gave no access_token");
        }
        token = fresh;
        goodUntil = now.plusSeconds(answer.path("expires_in").asLong()).minus(BEFORE_EXPIRY);
        return fresh;
    }

    private JsonNode ask() throws CannotRun {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id=" + encoded(clientId)
                        + "&client_secret=" + encoded(secret)))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new CannotRun("no token for client " + clientId + ": " + endpoint + " answered "
                        + response.statusCode() + " " + response.body());
            }
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new CannotRun("no token from " + endpoint + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("interrupted while asking " + endpoint, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
