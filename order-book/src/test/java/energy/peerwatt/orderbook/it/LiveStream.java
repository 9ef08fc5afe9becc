package energy.peerwatt.orderbook.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One connection to a stream of server-sent events, read on a thread of its own until it is cut. */
public final class LiveStream implements AutoCloseable {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final HttpResponse<InputStream> answer;

    /** @param id absent for a heartbeat */
    public record Event(@Nullable String id, String name, JsonNode data) {}

    public LiveStream(URI address, String token, @Nullable String lastSeen) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
        if (lastSeen != null) {
            request.header("Last-Event-ID", lastSeen);
        }
        try {
            answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        Scanner lines = new Scanner(answer.body(), StandardCharsets.UTF_8);
        String id = null;
        String name = "message";
        StringBuilder data = new StringBuilder();
        while (lines.hasNextLine()) {
            String line = lines.nextLine();
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5));
            } else if (line.isEmpty() && !data.isEmpty()) {
                events.add(new Event(id, name, json(data.toString())));
                id = null;
                name = "message";
                data.setLength(0);
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return answer.statusCode();
    }

    /** Without heartbeats. */
    public List<Event> events() {
        return events.stream()
                .filter(event -> !event.name().equals("heartbeat"))
                .toList();
    }

    boolean isAlive() {
        return events.stream().anyMatch(event -> event.name().equals("heartbeat"));
    }

    /** All changes so far, one after the other. */
    public List<JsonNode> changes() {
        return events().stream()
                .flatMap(event -> event.data().path("changes").valueStream())
                .toList();
    }

    String lastId() {
        return String.valueOf(events().getLast().id());
    }

    /** Cuts the line. */
    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
