package energy.peerwatt.verifier.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.verifier.CannotRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A node over HTTP. */
public final class JsonRpc implements Node {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final URI node;

    public JsonRpc(HttpClient http, URI node) {
        this.http = http;
        this.node = node;
    }

    @Override
    public JsonNode call(String method, Object... params) throws CannotRun {
        try {
            String body = MAPPER.writeValueAsString(
                    Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
            HttpRequest request = HttpRequest.newBuilder(node)
                    .timeout(TIMEOUT)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = MAPPER.readTree(response.body());
            if (response.statusCode() != 200 || answer.hasNonNull("error") || !answer.has("result")) {
                throw new CannotRun("the chain's node at " + node + " answered " + method + " with "
                        + response.statusCode() + " " + answer);
            }
            return answer.get("result");
        } catch (JsonProcessingException e) {
            throw new CannotRun("what answers at " + node + " speaks no JSON-RPC: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CannotRun("no answer from the chain's node at " + node + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("interrupted while asking " + node, e);
        }
    }
}
