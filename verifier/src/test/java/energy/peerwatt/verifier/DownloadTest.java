package energy.peerwatt.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.village.Runs;
import energy.peerwatt.verifier.village.Village;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that pages as the services do, a few lines at a time. */
class DownloadTest {
    @TempDir
    Path folder;

    private Village village;
    private HttpServer server;
    private int pageSize = 3;
    private int tokensGiven;

    private static final String TOKEN = "/realm/protocol/openid-connect/token";
    private static final String SECRET = "s&cret";

    @BeforeEach
    void start() throws IOException {
        village = new Village(31);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.createContext(TOKEN, this::giveToken);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        village.close();
    }

    @Test
    void fetchesAllPagesFromTheAddressesOfTheStackAndVerifies() throws IOException {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Path stack = folder.resolve("stack.json");
        Files.writeString(stack, """
                {"community": "%s", "rpc": "%s", "issuer": "%s/realm",
                 "auditor": {"clientId": "verifier", "clientSecret": "s&cret"},
                 "services": {"settlement": "%s", "order-book": "%s"}, "logs": "x"}
                """.formatted(community(), village.chain.address(), address, address, address));
        Path saved = folder.resolve("saved");
        Runs.Outcome outcome = Runs.run("verify", "--stack", stack.toString(), "--save", saved.toString());
        assertThat(outcome.text()).contains("slots 8", "seals 18", "batches 6", "verified");
        assertThat(outcome.exit()).isZero();
        assertThat(saved.resolve(Bundle.AS_OF)).hasContent("{\"block\":12345}");
        assertThat(Files.readAllLines(saved.resolve(Bundle.SEALS))).hasSize(18);
        assertThat(Runs.verifyOverHttp(village, saved).exit()).isZero();
        assertThat(tokensGiven).as("one token for the whole download").isEqualTo(1);
    }

    @Test
    void refusedSecretIsNoDifference() throws IOException {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Runs.Outcome outcome = Runs.run(options(address, "wrong"));

        assertThat(outcome.text()).contains("could not run", "no token for client verifier", "answered 401");
        assertThat(outcome.exit()).isEqualTo(2);
    }

    @Test
    void aServiceThatAnswersWithAnErrorIsNoDifference() throws IOException {
        pageSize = 0;
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Runs.Outcome outcome = Runs.run(options(address, SECRET));
        assertThat(outcome.text()).contains("could not run", "answered 503");
        assertThat(outcome.exit()).isEqualTo(2);
    }

    @Test
    void badOptionsCannotRun() {
        assertThat(Runs.run("verify", "--bundel", "x").exit()).isEqualTo(2);
        assertThat(Runs.run("verify", "--stack", folder.resolve("none.json").toString())
                        .exit())
                .isEqualTo(2);
        assertThat(Runs.run(
                                "verify",
                                "--rpc",
                                village.chain.address().toString(),
                                "--settlement",
                                "http://127.0.0.1:1",
                                "--order-book",
                                "http://127.0.0.1:1",
                                "--community",
                                "five",
                                "--token-url",
                                "http://127.0.0.1:1",
                                "--client-id",
                                "verifier",
                                "--client-secret",
                                "x")
                        .exit())
                .isEqualTo(2);
    }

    private String[] options(String address, String secret) {
        return new String[] {
            "verify",
            "--rpc",
            village.chain.address().toString(),
            "--settlement",
            address,
            "--order-book",
            address,
            "--community",
            community(),
            "--token-url",
            address + TOKEN,
            "--client-id",
            "verifier",
            "--client-secret",
            secret
        };
    }

    private String community() {
        return village.files.get(Bundle.MANIFEST).getFirst().get("community").asText();
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = form.equals("grant_type=client_credentials&client_id=verifier&client_secret=s%26cret");
            byte[] bytes = "{\"access_token\": \"abc\", \"expires_in\": 300}".getBytes(StandardCharsets.UTF_8);
            tokensGiven += known ? 1 : 0;
            exchange.sendResponseHeaders(known ? 200 : 401, known ? bytes.length : -1);
            if (known) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!"Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            String name = exchange.getRequestURI().getPath().replaceAll(".*/", "");
            List<ObjectNode> lines = village.files.get(name.equals("manifest") ? Bundle.MANIFEST : name + ".ndjson");
            Map<String, String> query = new HashMap<>();
            if (exchange.getRequestURI().getQuery() != null) {
                for (String pair : exchange.getRequestURI().getQuery().split("&")) {
                    query.put(pair.split("=")[0], pair.split("=")[1]);
                }
            }
            StringBuilder body = new StringBuilder();
            int given = 0;
            String last = "";
            for (ObjectNode line : lines) {
                String key = key(name, line);
                boolean wanted = !query.containsKey("after") || after(key, query.get("after"));
                // A page ends between two boundaries, never inside one.
                if (wanted && (given < pageSize || key.equals(last) || !query.containsKey("limit"))) {
                    body.append(line).append('\n');
                    last = key;
                    given++;
                }
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(pageSize == 0 ? 503 : 200, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private boolean after(String key, String than) {
        List<String> events = village.files.get(Bundle.RESPONSES).stream()
                .map(line -> key("responses", line))
                .toList();
        if (events.contains(key)) {
            return events.indexOf(key) > events.indexOf(than);
        }
        if (key.contains("/")) {
            // Rounds of one slot come one after the other, by number.
            int slot = Instant.parse(key.split("/")[0]).compareTo(Instant.parse(than.split("/")[0]));
            return slot > 0 || slot == 0 && Integer.parseInt(key.split("/")[1]) > Integer.parseInt(than.split("/")[1]);
        }
        return key.matches("\\d+")
                ? Long.parseLong(key) > Long.parseLong(than)
                : Instant.parse(key).isAfter(Instant.parse(than));
    }

    private static String key(String name, JsonNode line) {
        return switch (name) {
            case "batches" -> line.at("/header/number").asText();
            case "responses" -> line.at("/response/event").asText();
            case "rewards" -> line.at("/data/epoch").asText();
            case "settlements", "mandates" -> line.at("/slot/start").asText();
            case "books" ->
                line.at("/book/slot/start").asText() + "/"
                        + line.at("/book/round").asText();
            case "seals" ->
                new ReadingsSealed(line.get("seal").asText(), "", List.of())
                        .decodedSeal()
                        .boundary()
                        .toString();
            default -> "";
        };
    }
}
