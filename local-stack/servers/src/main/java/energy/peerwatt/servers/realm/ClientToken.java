package energy.peerwatt.servers.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.servers.ServerFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The access token of a client of the realm, kept until shortly before it expires. Safe for use by several threads. */
public final class ClientToken {
    /** A request that carries it may take so long. */
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final URI endpoint;
    private final Map<String, String> form;
    private final Clock real;
    private @Nullable String token;
    private Instant goodUntil = Instant.EPOCH;

    private ClientToken(URI issuer, Map<String, String> form, Clock real) {
        this.endpoint = URI.create(issuer + "/protocol/openid-connect/token");
        this.form = form;
        this.real = real;
    }

    /** A client's own. */
    public static ClientToken of(URI issuer, String clientId, String secret, Clock real) {
        return new ClientToken(
                issuer,
                new TreeMap<>(
                        Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret)),
                real);
    }

    /** A person's, by the one client that may trade a password for a token: the demo's {@code local-stack}. */
    public static ClientToken ofDemoPerson(URI issuer, String username, Clock real) {
        Map<String, String> form =
                new TreeMap<>(Map.of("grant_type", "password", "username", username, "password", DemoSecrets.PASSWORD));
        form.put("client_id", "local-stack");
        form.put("client_secret", DemoSecrets.ofClient("local-stack"));
        return new ClientToken(issuer, form, real);
    }

    /** @throws ServerFailure if Keycloak is away or refuses */
    public synchronized String value() {
        String kept = token;
        if (kept != null && real.instant().isBefore(goodUntil)) {
            return kept;
        }
        Instant asked = real.instant();
        JsonNode answer = ask();
        String fresh = answer.path("access_token").asText();
        token = fresh;
        goodUntil = asked.plusSeconds(answer.path("expires_in").asLong()).minus(BEFORE_EXPIRY);
        return fresh;
    }

    private JsonNode ask() {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new ServerFailure("no token for " + form.getOrDefault("username", form.get("client_id")) + ": "
                        + endpoint + " answered " + response.statusCode() + " " + response.body());
            }
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new ServerFailure("no token from " + endpoint + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while asking " + endpoint, e);
        }
    }
}
