package energy.peerwatt.metergateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.RefusedException;
import energy.peerwatt.metergateway.commission.Surroundings;
import energy.peerwatt.metergateway.commission.domain.Registration;
import energy.peerwatt.metergateway.commission.domain.RegistryEntry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The registry on chain as settlement sees it. Whoever asks here asks there too, by the same token: settlement decides who
 * may know. For any number of threads.
 *
 * @param settlement its address; empty where nobody has set it
 */
public record RegistryClient(Optional<URI> settlement, GatewayId gateway, HttpClient http)
        implements Surroundings.Registry {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;

    public RegistryClient(Optional<URI> settlement, GatewayId gateway) {
        this(
                settlement,
                gateway,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .build());
    }

    @Override
    public RegistryEntry lookUp(MeterId meter, String token) throws RefusedException, InterruptedException {
        URI at = settlement.orElseThrow(
                () -> new RefusedException(
                        "the gateway cannot look into the registry: peerwatt.gateway.registry, the address of settlement, is not set"));
        JsonNode host = get(at.resolve("/v1/registry/gateways/" + gateway), token);
        JsonNode device = get(at.resolve("/v1/registry/meters/" + meter), token);
        try {
            return entry(host, device);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("settlement answers what is no registry entry: " + e.getMessage());
        }
    }

    private JsonNode get(URI address, String token) throws RefusedException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = Json.mapper().readTree(answer.body());
            if (answer.statusCode() != OK) {
                throw new RefusedException("settlement does not say what the registry has: status "
                        + answer.statusCode() + " " + body.path("detail").asText());
            }
            return body;
        } catch (IOException e) {
            throw new RefusedException("settlement at " + address.getAuthority() + " does not answer: " + e);
        }
    }

    private static RegistryEntry entry(JsonNode host, JsonNode device) {
        List<RegistryEntry.Key> keys = new ArrayList<>();
        for (JsonNode key : host.path("keys")) {
            if (key.path("confirmed").asBoolean()) {
                keys.add(new RegistryEntry.Key(
                        new P256.Point(hash(key, "x"), hash(key, "y")),
                        time(key.path("validFrom").asText())));
            }
        }
        JsonNode registered = device.path("registration");
        return new RegistryEntry(
                device.path("chainId").asLong(),
                device.path("registry").asText(),
                device.path("nonce").asText(),
                host.path("status").asText(),
                keys,
                device.path("status").asText(),
                registered.isObject() ? Optional.of(registration(device, registered)) : Optional.empty(),
                registered.path("confirmed").asBoolean());
    }

    private static Registration registration(JsonNode device, JsonNode registered) {
        return new Registration(
                hash(registered, "transactionHash"),
                registered.path("blockNumber").asLong(),
                device.path("chainId").asLong(),
                MeterId.of(device.path("meterId").asText()),
                GatewayId.of(registered.path("gatewayId").asText()),
                registered.path("owner").asText(),
                hash(registered, "metaHash"),
                time(registered.path("validFrom").asText()));
    }

    private static Hash32 hash(JsonNode node, String field) {
        return new Hash32(node.path(field).asText());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("validFrom is no instant: " + text, e);
        }
    }
}
