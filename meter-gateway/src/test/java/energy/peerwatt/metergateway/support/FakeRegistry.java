package energy.peerwatt.metergateway.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.P256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says what settlement would of the registry, in its words (settlement's RegistryResource). */
public final class FakeRegistry implements AutoCloseable {
    private final HttpServer server;
    private final List<P256.Point> keys = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, Object>> meters = new ConcurrentHashMap<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private volatile boolean confirmed = true;

    public FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/registry/gateways/", exchange -> answer(exchange, gateway(exchange)));
        server.createContext("/v1/registry/meters/", exchange -> answer(exchange, meter(exchange)));
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What askers identified themselves by. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    public void registerGateway(P256.Point key) {
        keys.add(key);
    }

    /** Whether what was registered is deep enough in the chain. */
    public void confirmed(boolean now) {
        confirmed = now;
    }

    public boolean has(String meter) {
        return meters.containsKey(meter);
    }

    public void register(String meter, String gateway, String metaHash) {
        meters.put(
                meter,
                Map.of(
                        "gatewayId",
                        gateway,
                        "owner",
                        "0x00000000000000000000000000000000000000aa",
                        "metaHash",
                        metaHash,
                        "validFrom",
                        "2026-06-21T20:00:00Z",
                        "transactionHash",
                        "0x" + "ab".repeat(32),
                        "blockNumber",
                        7));
    }

    private Map<String, Object> gateway(HttpExchange exchange) {
        List<Map<String, Object>> registered = new ArrayList<>();
        keys.forEach(key -> registered.add(Map.of(
                "x", key.x().hex(), "y", key.y().hex(), "validFrom", "1970-01-01T00:00:00Z", "confirmed", confirmed)));
        return Map.of(
                "chainId",
                31337,
                "registry",
                "0x00000000000000000000000000000000000000bb",
                "nonce",
                "1",
                "gatewayId",
                id(exchange),
                "status",
                keys.isEmpty() ? "NONE" : "ACTIVE",
                "keys",
                registered);
    }

    private Map<String, Object> meter(HttpExchange exchange) {
        Map<String, Object> known = meters.get(id(exchange));
        Map<String, Object> answer = new HashMap<>(Map.of(
                "chainId",
                31337,
                "registry",
                "0x00000000000000000000000000000000000000bb",
                "nonce",
                known == null ? "0" : "1",
                "meterId",
                id(exchange),
                "status",
                known == null ? "NONE" : "ACTIVE"));
        if (known != null) {
            Map<String, Object> registration = new HashMap<>(known);
            registration.put("confirmed", confirmed);
            answer.put("registration", registration);
        }
        return answer;
    }

    private static String id(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void answer(HttpExchange exchange, Object body) throws IOException {
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
