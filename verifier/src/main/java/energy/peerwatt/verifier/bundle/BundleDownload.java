package energy.peerwatt.verifier.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.verifier.CannotRun;
import energy.peerwatt.verifier.evidence.SealBytes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * Fetches an auditor bundle. What rests on something is fetched before it (rewards, batches, responses, settlements, seals, books,
 * mandates), so that
 * what a file needs of the next was there already.
 */
public final class BundleDownload {
    private static final int PAGE = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final AccessToken token;
    private final URI settlement;
    private final URI orderBook;
    private final String audit;

    public BundleDownload(HttpClient http, AccessToken token, URI settlement, URI orderBook, CommunityId community) {
        this.http = http;
        this.token = token;
        this.settlement = settlement;
        this.orderBook = orderBook;
        this.audit = "/v1/audit/" + community + "/";
    }

    /**
     * @param folder is made if it is not there
     * @param block what the chain has reached now, before the first request
     * @throws CannotRun if a service is away, answers with an error or repeats a page
     */
    public void into(Path folder, long block) throws CannotRun {
        try {
            Files.createDirectories(folder);
            end(folder, block);
            Files.writeString(folder.resolve(Bundle.MANIFEST), get(settlement.resolve(audit + "manifest")));
            write(
                    folder,
                    Bundle.REWARDS,
                    settlement.resolve(audit + "rewards"),
                    line -> line.at("/data/epoch").asText());
            write(folder, Bundle.BATCHES, settlement.resolve(audit + "batches"), BundleDownload::batchNumber);
            write(
                    folder,
                    Bundle.RESPONSES,
                    settlement.resolve(audit + "responses"),
                    line -> line.at("/response/event").asText());
            write(
                    folder,
                    Bundle.SETTLEMENTS,
                    settlement.resolve(audit + "settlements"),
                    line -> line.at("/slot/start").asText());
            write(folder, Bundle.SEALS, settlement.resolve(audit + "seals"), BundleDownload::boundary);
            write(
                    folder,
                    Bundle.BOOKS,
                    orderBook.resolve(audit + "books"),
                    line -> line.at("/book/slot/start").asText() + "/"
                            + line.at("/book/round").asText());
            write(
                    folder,
                    Bundle.MANDATES,
                    orderBook.resolve(audit + "mandates"),
                    line -> line.at("/slot/start").asText());
            Files.writeString(folder.resolve(Bundle.ACCOUNTS), get(settlement.resolve(audit + "accounts")));
        } catch (IOException e) {
            throw new CannotRun("cannot write the bundle into " + folder + ": " + e, e);
        }
    }

    /** Notes the block up to which the folder holds everything. */
    public static void end(Path folder, long block) throws CannotRun {
        try {
            Files.writeString(folder.resolve(Bundle.AS_OF), "{\"block\":" + block + "}\n");
        } catch (IOException e) {
            throw new CannotRun("cannot write the bundle into " + folder + ": " + e, e);
        }
    }

    private void write(Path folder, String file, URI resource, Function<JsonNode, String> key)
            throws CannotRun, IOException {
        String after = "";
        try (BufferedWriter lines = Files.newBufferedWriter(folder.resolve(file))) {
            List<String> page = page(resource, after);
            while (!page.isEmpty()) {
                for (String line : page) {
                    lines.append(line).append('\n');
                }
                String last = key(resource, page.getLast(), key);
                if (last.equals(after)) {
                    throw new CannotRun(resource + " gave the same page again after " + after);
                }
                after = last;
                page = page(resource, after);
            }
        }
    }

    private List<String> page(URI resource, String after) throws CannotRun {
        String query = "?limit=" + PAGE
                + (after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8));
        return get(URI.create(resource + query))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String key(URI resource, String line, Function<JsonNode, String> key) throws CannotRun {
        try {
            return key.apply(MAPPER.readTree(line));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CannotRun(resource + " gave a line that cannot be paged by: " + line, e);
        }
    }

    private static String batchNumber(JsonNode line) {
        return line.at("/header/number").asText();
    }

    private static String boundary(JsonNode line) {
        byte[] seal = Base64.getDecoder().decode(line.path("seal").asText());
        return Instant.ofEpochSecond(SealBytes.parse(seal).boundary()).toString();
    }

    private String get(URI uri) throws CannotRun {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("authorization", "Bearer " + token.value())
                .header("accept", "application/x-ndjson, application/json")
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new CannotRun(uri + " answered " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new CannotRun("no answer from " + uri + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("interrupted while fetching " + uri, e);
        }
    }
}
