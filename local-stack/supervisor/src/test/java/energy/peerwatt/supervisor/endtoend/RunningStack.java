package energy.peerwatt.supervisor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.servers.ChildProcess;
import energy.peerwatt.servers.FreePorts;
import energy.peerwatt.servers.LogTail;
import energy.peerwatt.servers.RepositoryRoot;
import energy.peerwatt.servers.ServerFailure;
import energy.peerwatt.servers.realm.ClientToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A stack in a folder and on ports of its own, run by the supervisor's jar in a process of its own. */
final class RunningStack {
    private static final int HOMES = 12;
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Set<String> MAY_BE_ZERO =
            Set.of("pending batches", "closes", "responses", "waiting responses", "rewards");

    /** Whatever is killed, no meter of the street reads anything that does not count. */
    private static final Set<String> MUST_BE_ZERO = Set.of("readings set aside");

    private static final List<String> PORTS = List.of(
            "postgres",
            "kafka",
            "kafka-controller",
            "chain",
            "keycloak",
            "gateway",
            "order-book",
            "settlement",
            "grid-service",
            "app");

    private static final String READY = "The market runs";

    private final Path root = RepositoryRoot.find();
    private final Path folder;
    private final Path output;
    private final List<String> command = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private ChildProcess process;
    private final Map<String, ClientToken> people = new HashMap<>();
    private @Nullable ClientToken token;

    /** Starts it in a folder that is wiped first, and returns when the market runs. */
    RunningStack(String name, int speed) {
        Path target = root.resolve("local-stack/supervisor/target/end-to-end");
        this.folder = target.resolve(name);
        this.output = target.resolve(name + ".out");
        command.addAll(List.of(java(), "-Xmx192m", "-jar", jar("local-stack/supervisor/target/supervisor.jar")));
        command.addAll(List.of("run", "--state", folder.toString(), "--homes", Integer.toString(HOMES)));
        command.addAll(List.of("--speed", Integer.toString(speed)));
        for (String part : PORTS) {
            command.addAll(List.of("--" + part + "-port", Integer.toString(FreePorts.draw())));
        }
        command.addAll(List.of("--meter-ports", Integer.toString(FreePorts.drawRow(100 + HOMES))));
        try {
            Files.createDirectories(target);
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = launch("--fresh");
    }

    /** Starts it again on what it left. */
    void startAgain() {
        process = launch();
    }

    private ChildProcess launch(String... more) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(more));
        long ready = LogTail.count(output, READY);
        ChildProcess started = ChildProcess.start("supervisor", whole, Map.of(), root, output);
        try {
            started.awaitReady(START, () -> LogTail.count(output, READY) > ready);
            return started;
        } catch (ServerFailure e) {
            started.close();
            throw e;
        }
    }

    /** @throws AssertionError with the end of the output if it does not come true in time or the supervisor ends */
    void await(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!isTrue(condition)) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError((process.isAlive() ? "not within " + limit : "the stack ended") + ": " + what
                        + "\n" + LogTail.of(output, 40));
            }
            pause(POLL);
        }
    }

    /** False while a service that it asks is away: one that was killed comes back. */
    private static boolean isTrue(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException away) {
            return false;
        }
    }

    static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** As Ctrl-C or a service manager does it; the exit code. */
    int stop() {
        process.handle().destroy();
        process.ended().orTimeout(90, TimeUnit.SECONDS).join();
        process.close();
        return process.exitCode().orElseThrow();
    }

    /** Kill -9 of the supervisor itself. */
    void killSupervisor() {
        process.handle().destroyForcibly();
        process.ended().join();
        process.close();
    }

    /** Its process; everything else of the stack descends from it. */
    long supervisor() {
        return process.handle().pid();
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kill -9 of a part; returns when the supervisor has started it again. */
    void kill(String part) {
        long pid = processes().get(part);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await(part + " runs again", Duration.ofMinutes(2), () -> processes().get(part) != pid);
    }

    /** Pids of everything the supervisor started, by name. */
    Map<String, Long> processes() {
        Map<String, Long> processes = new TreeMap<>();
        json(folder.resolve("processes.json"))
                .forEach(entry -> processes.put(
                        entry.path("name").asText(), entry.path("pid").asLong()));
        return processes;
    }

    /** Final settlements from the first slot on, in order. */
    List<SlotSettlement> settlements() {
        List<SlotSettlement> all = new ArrayList<>();
        String after = "";
        while (true) {
            String page = get("settlement", "/v1/audit/" + community() + "/settlements?limit=200" + after);
            List<String> lines = page.lines().toList();
            for (String line : lines) {
                all.add(read(line, SlotSettlement.class));
            }
            if (lines.isEmpty()) {
                return all;
            }
            after = "&after=" + all.getLast().slot().start();
        }
    }

    /** Slot number at which the next batch begins, as the chain has it; 0 before the first batch. */
    long committedUpTo() {
        long slotTo = 0;
        for (JsonNode batch : read(get("settlement", "/v1/batches?limit=1000"), JsonNode.class)) {
            if (batch.hasNonNull("transaction")) {
                slotTo = Math.max(slotTo, batch.path("header").path("slotTo").asLong());
            }
        }
        return slotTo;
    }

    /** What the market's clock shows, also while the stack stands. */
    Instant marketTime() {
        try {
            return MarketTime.parse(Files.readString(folder.resolve("clock"))).at(Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant firstSlot() {
        JsonNode manifest = read(get("settlement", "/v1/audit/" + community() + "/manifest"), JsonNode.class);
        return Instant.parse(manifest.path("firstSlot").path("start").asText());
    }

    /** Where people come to. */
    URI pages() {
        return URI.create(stack().path("services").path("app-backend").asText());
    }

    String community() {
        return stack().path("community").asText();
    }

    private JsonNode stack() {
        return json(folder.resolve("stack.json"));
    }

    /** As an auditor; a stack that is started again takes its tokens from the same place. */
    private String token() {
        ClientToken known = token;
        if (known == null) {
            JsonNode auditor = stack().path("auditor");
            known = ClientToken.of(
                    URI.create(stack().path("issuer").asText()),
                    auditor.path("clientId").asText(),
                    auditor.path("clientSecret").asText(),
                    Clock.systemUTC());
            token = known;
        }
        try {
            return known.value();
        } catch (ServerFailure away) {
            throw new UncheckedIOException(new IOException(away));
        }
    }

    /** The body, or nothing while the service is away. */
    private String get(String service, String path) {
        URI base = URI.create(stack().path("services").path(service).asText());
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(base.resolve(path))
                            .timeout(Duration.ofSeconds(20))
                            .header("Authorization", "Bearer " + token())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return said(path, response);
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** @throws IOException if the service, or one it needs, is away */
    private static String said(String path, HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= 500) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /**
     * What a service says to a person of the demo.
     *
     * @param body is posted; null to get
     * @throws UncheckedIOException while the service is away
     */
    JsonNode as(String person, String service, String path, @Nullable Object body) {
        URI base = URI.create(stack().path("services").path(service).asText());
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + tokenOf(person))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString());
            if (body != null) {
                request.POST(HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(body)));
            }
            return read(said(path, http.send(request.build(), HttpResponse.BodyHandlers.ofString())), JsonNode.class);
        } catch (IOException | ServerFailure away) {
            throw new UncheckedIOException(new IOException(away));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String tokenOf(String person) {
        URI issuer = URI.create(stack().path("issuer").asText());
        return people.computeIfAbsent(person, name -> ClientToken.ofDemoPerson(issuer, name, Clock.systemUTC()))
                .value();
    }

    /** Runs the verifier as a person does: exit code 0, and nothing that is always there is zero. Gives what it counted. */
    JsonNode verify() throws Exception {
        Path report = folder.resolveSibling(folder.getFileName() + ".verified");
        Process verifier = new ProcessBuilder(
                        java(),
                        "-jar",
                        jar("verifier/target/verifier.jar"),
                        "verify",
                        "--json",
                        "--stack",
                        folder.resolve("stack.json").toString())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        assertThat(verifier.waitFor(120, TimeUnit.SECONDS)).as("verifier ended").isTrue();
        String said = Files.readString(report);
        assertThat(verifier.exitValue()).as(said).isZero();
        JsonNode counts = read(said, JsonNode.class).path("counts");
        assertThat(counts.size()).as(said).isPositive();
        counts.properties().stream()
                .filter(count -> !MAY_BE_ZERO.contains(count.getKey()) && !MUST_BE_ZERO.contains(count.getKey()))
                .forEach(count ->
                        assertThat(count.getValue().asLong()).as(count.getKey()).isPositive());
        MUST_BE_ZERO.forEach(
                count -> assertThat(counts.path(count).asLong(-1)).as(count).isZero());
        return counts;
    }

    private String jar(String path) {
        Path jar = root.resolve(path);
        assertThat(jar).as("built by an earlier module").exists();
        return jar.toString();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static JsonNode json(Path file) {
        try {
            return Json.mapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    void end() {
        if (process.isAlive()) {
            stop();
        }
    }
}
