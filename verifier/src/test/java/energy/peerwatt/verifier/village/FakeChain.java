package energy.peerwatt.verifier.village;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.verifier.CannotRun;
import energy.peerwatt.verifier.chain.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a chain that says what it was told, in this process or over HTTP. */
public final class FakeChain implements Node, AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public long chainId = 31337;
    public long head = 12_345;
    /** Balances by account index, nano-currency. */
    public final Map<Long, BigInteger> balances = new HashMap<>();
    /** Logs in order of block; tests may change them. */
    public final List<ObjectNode> logs = new ArrayList<>();
    /** Addresses with code. */
    public final List<String> contracts = new ArrayList<>();
    /** Answers of functions without arguments, by address and selector. */
    public final Map<String, String> views = new HashMap<>();
    /** Widest range of blocks that one question for logs may have. */
    public final long widest = 10_000;

    private @Nullable HttpServer server;

    /** Where it answers over HTTP, from now until it is closed. */
    public URI address() {
        if (server == null) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/", this::answer);
            server.start();
        }
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public JsonNode call(String method, Object... params) throws CannotRun {
        ObjectNode reply = reply(method, MAPPER.valueToTree(params));
        if (!reply.has("result")) {
            throw new CannotRun("the chain's node answered " + method + " with " + reply);
        }
        return reply.get("result");
    }

    public static String topic(String signature) {
        return "0x" + HexFormat.of().formatHex(Hashing.keccak256(signature.getBytes(StandardCharsets.US_ASCII)));
    }

    /** @param words hex digits of the indexed words and the data; the first {@code indexed} become topics */
    public ObjectNode log(long block, String address, String signature, int indexed, String... words) {
        ObjectNode log = MAPPER.createObjectNode();
        log.put("address", address);
        ArrayNode topics = log.putArray("topics").add(topic(signature));
        StringBuilder data = new StringBuilder("0x");
        for (int i = 0; i < words.length; i++) {
            if (i < indexed) {
                topics.add("0x" + words[i]);
            } else {
                data.append(words[i]);
            }
        }
        log.put("data", data.toString());
        log.put("blockNumber", "0x" + Long.toHexString(block));
        log.put("transactionHash", "0x" + "%064x".formatted(BigInteger.valueOf(0xABC_0000L + logs.size())));
        logs.add(log);
        return log;
    }

    public static long block(JsonNode log) {
        return Long.parseLong(log.get("blockNumber").asText().substring(2), 16);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = MAPPER.readTree(exchange.getRequestBody());
            byte[] body = MAPPER.writeValueAsBytes(reply(request.get("method").asText(), request.get("params")));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private ObjectNode reply(String method, JsonNode params) {
        ObjectNode reply = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
        switch (method) {
            case "eth_chainId" -> reply.put("result", "0x" + Long.toHexString(chainId));
            case "eth_blockNumber" -> reply.put("result", "0x" + Long.toHexString(head));
            case "eth_getCode" ->
                reply.put("result", contracts.contains(params.get(0).asText()) ? "0x60" : "0x");
            case "eth_call" -> view(params, reply);
            case "eth_getLogs" -> logs(params.get(0), reply);
            default -> reply.putObject("error").put("message", "no method " + method);
        }
        return reply;
    }

    private void view(JsonNode params, ObjectNode reply) {
        String data = params.get(0).get("data").asText();
        String balanceOf = topic("balanceOf(uint16)").substring(0, 10);
        if (data.startsWith(balanceOf)) {
            BigInteger balance = balances.get(Long.parseLong(data.substring(10), 16));
            if (balance == null) {
                reply.putObject("error").put("message", "reverted");
            } else {
                reply.put("result", "0x%064x".formatted(balance));
            }
        } else {
            reply.put("result", views.getOrDefault(params.get(0).get("to").asText() + data, "0x"));
        }
    }

    private void logs(JsonNode filter, ObjectNode reply) {
        long from = Long.parseLong(filter.get("fromBlock").asText().substring(2), 16);
        long to = Long.parseLong(filter.get("toBlock").asText().substring(2), 16);
        if (to - from >= widest) {
            reply.putObject("error").put("message", "range too wide");
            return;
        }
        ArrayNode found = reply.putArray("result");
        for (ObjectNode log : logs) {
            if (block(log) >= from && block(log) <= to) {
                found.add(log);
            }
        }
    }
}
