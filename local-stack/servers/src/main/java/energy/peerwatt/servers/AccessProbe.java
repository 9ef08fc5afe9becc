package energy.peerwatt.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Calls a service once for each rule of its access table:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> everybodyGetsWhatTheTableSays() {
 *     return new AccessProbe(baseUri, "settlement")
 *             .path("community", community).path("account", alice, bob)
 *             .claims("household", Map.of("account_id", alice))
 *             .body("POST", "/v1/orders", rule -> json(rule.ownership() == OWN ? alice : bob))
 *             .tests(AccessTable.read());
 * }
 * }</pre>
 */
public final class AccessProbe {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String audience;
    private final Map<String, Supplier<String>> own = new HashMap<>();
    private final Map<String, Supplier<String>> foreign = new HashMap<>();
    private final Map<String, Map<String, String>> claims = new HashMap<>();
    private final Map<String, Function<AccessRule, String>> bodies = new HashMap<>();
    private final Map<String, String> queries = new HashMap<>();

    /** @param audience the service's own name in tokens */
    public AccessProbe(URI base, String audience) {
        this.base = base;
        this.audience = audience;
    }

    /** A path parameter that is the same for everybody. */
    public AccessProbe path(String parameter, String value) {
        return path(parameter, value, value);
    }

    /** A path parameter of something that the household or gateway of {@link #claims} owns, or another one. */
    public AccessProbe path(String parameter, String ofOwner, String ofAnother) {
        return path(parameter, () -> ofOwner, () -> ofAnother);
    }

    /** The same for things that a call uses up: asked for anew before each call. */
    public AccessProbe path(String parameter, Supplier<String> ofOwner, Supplier<String> ofAnother) {
        own.put(parameter, ofOwner);
        foreign.put(parameter, ofAnother);
        return this;
    }

    /** What tokens of that role say beyond the role. */
    public AccessProbe claims(String role, Map<String, String> values) {
        claims.put(role, Map.copyOf(values));
        return this;
    }

    /** The JSON that an operation is sent; the path as in the table. */
    public AccessProbe body(String method, String path, Function<AccessRule, String> json) {
        bodies.put(method + " " + path, json);
        return this;
    }

    /** What follows the path after a question mark. */
    public AccessProbe query(String method, String path, String query) {
        queries.put(method + " " + path, query);
        return this;
    }

    public Stream<DynamicTest> tests(AccessTable table) {
        return tests(table.rules().stream());
    }

    /** For a part of a table: where foreign means one thing here and another there, a probe each. */
    public Stream<DynamicTest> tests(Stream<AccessRule> rules) {
        return rules.map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> check(rule)));
    }

    private void check(AccessRule rule) {
        HttpResponse<String> answer = call(rule);
        Assertions.assertEquals(rule.status(), answer.statusCode(), () -> rule + " was answered " + answer.body());
        if (rule.status() >= 400) {
            String type = answer.headers().firstValue("Content-Type").orElse("nothing");
            Assertions.assertTrue(
                    type.startsWith("application/problem+json"), () -> rule + " was answered with " + type);
        }
    }

    private HttpResponse<String> call(AccessRule rule) {
        Function<AccessRule, String> body = bodies.get(rule.operation());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(rule))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(
                        rule.method(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.apply(rule)));
        if (!rule.role().equals(AccessRule.ANONYMOUS)) {
            TestToken token = TestIdentity.token(audience).roles(rule.role());
            for (var claim : claims.getOrDefault(rule.role(), Map.of()).entrySet()) {
                token = token.claim(claim.getKey(), claim.getValue());
            }
            request.header("Authorization", "Bearer " + token.sign());
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(rule + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }

    private URI uri(AccessRule rule) {
        String path = rule.path();
        Map<String, Supplier<String>> values = rule.ownership() == AccessRule.Ownership.FOREIGN ? foreign : own;
        for (var value : values.entrySet()) {
            String name = "{" + value.getKey() + "}";
            if (path.contains(name)) {
                path = path.replace(name, URLEncoder.encode(value.getValue().get(), StandardCharsets.UTF_8));
            }
        }
        if (path.contains("{")) {
            throw new IllegalStateException("the probe has no value for a parameter of " + path);
        }
        String query = queries.get(rule.operation());
        return base.resolve(query == null ? path : path + "?" + query);
    }
}
