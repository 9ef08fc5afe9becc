package energy.peerwatt.supervisor.provision;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.servers.ServerFailure;
import energy.peerwatt.servers.realm.ClientToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** JSON over HTTP to one service of the stack, by a client of the realm. */
public final class ServiceClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final URI service;
    private final ClientToken token;

    public ServiceClient(URI service, ClientToken token) {
        this.service = service;
        this.token = token;
    }

    /** @throws ServerFailure unless the answer is a success */
    public JsonNode get(String path) {
        return exchange(HttpRequest.newBuilder(service.resolve(path)).GET());
    }

    /** Nothing if there is no such thing.
     *
     * @throws ServerFailure unless the answer is a success or 404 */
    public Optional<JsonNode> find(String path) {
        return answer(HttpRequest.newBuilder(service.resolve(path)).GET(), true);
    }

    /** @throws ServerFailure unless the answer is a success */
    public JsonNode post(String path, Object body) {
        return exchange(HttpRequest.newBuilder(service.resolve(path)).POST(json(body)));
    }

    /** @throws ServerFailure unless the answer is a success */
    public JsonNode put(String path, Object body) {
        return exchange(HttpRequest.newBuilder(service.resolve(path)).PUT(json(body)));
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(body));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + body, e);
        }
    }

    private JsonNode exchange(HttpRequest.Builder builder) {
        return answer(builder, false).orElseThrow();
    }

    private Optional<JsonNode> answer(HttpRequest.Builder builder, boolean mayBeMissing) {
        HttpRequest request = builder.timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token.value())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (mayBeMissing && response.statusCode() == 404) {
                return Optional.empty();
            }
            if (response.statusCode() / 100 != 2) {
                throw new ServerFailure(request.method() + " " + request.uri() + " answered " + response.statusCode()
                        + ": " + response.body());
            }
            return Optional.of(
                    response.body().isBlank()
                            ? Json.mapper().nullNode()
                            : Json.mapper().readTree(response.body()));
        } catch (IOException e) {
            throw new ServerFailure(request.method() + " " + request.uri() + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while asking " + request.uri(), e);
        }
    }
}
