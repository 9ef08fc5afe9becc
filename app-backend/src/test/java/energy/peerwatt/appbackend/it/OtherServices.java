package energy.peerwatt.appbackend.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Answers as the other services do, in shapes recorded from them; only for this module's own tests. It wants a token and
 * keeps the last token and body of each request. Tests teach and ask it over HTTP ({@link Recorder}), because Quarkus
 * loads them by another class loader than what started it.
 */
final class OtherServices {
    static final String TEACH = "/teach/";
    static final String HEARD = "/heard/";
    static final String FORGET = "/forget";

    record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();

    OtherServices() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.startsWith(TEACH)) {
            int status = Integer.parseInt(exchange.getRequestHeaders().getFirst("X-Status"));
            answers.put(path.substring(TEACH.length()), new Answer(status, body));
            send(exchange, new Answer(200, ""));
        } else if (path.startsWith(HEARD)) {
            String request = path.substring(HEARD.length());
            send(exchange, new Answer(200, tokens.getOrDefault(request, "") + "\n" + bodies.getOrDefault(request, "")));
        } else if (path.equals(FORGET)) {
            answers.clear();
            tokens.clear();
            bodies.clear();
            send(exchange, new Answer(200, ""));
        } else {
            send(exchange, asked(exchange, exchange.getRequestMethod() + path, body));
        }
    }

    private Answer asked(HttpExchange exchange, String request, String body) {
        bodies.put(request, body);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        tokens.put(request, token == null ? "" : token);
        return token == null
                ? new Answer(401, "{}")
                : answers.getOrDefault(request, new Answer(404, "{\"detail\":\"there is nothing here\"}"));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
