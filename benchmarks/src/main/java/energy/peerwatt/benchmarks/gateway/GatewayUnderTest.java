package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.servers.ChildProcess;
import energy.peerwatt.servers.FreePorts;
import energy.peerwatt.servers.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The delivered gateway in a process of its own, for simulated meters. */
final class GatewayUnderTest implements AutoCloseable {
    static final GatewayId ID = new GatewayId(new UUID(0x6A7E_0000L, 1));
    static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC");

    private static final String JAR = "meter-gateway/target/quarkus-app/quarkus-run.jar";
    private static final String PASSWORD = "benchmark";
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";
    private static final String CLOCK = "clock";
    private static final Instant BEGINNING = Instant.parse("2026-06-21T10:00:01Z");
    private static final int HTTP_OK = 200;
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final Path folder;
    private final ChildProcess process;
    private final Duration startTook;

    /**
     * How it is to work.
     *
     * @param interval between two pictures of a home, real time
     * @param speed of market time; 1 for the clock of the system
     */
    record Pace(Duration interval, long speed) {
        static final Duration SLOT = Duration.ofMinutes(15);
    }

    /** Starts it and waits until all meters have answered. */
    GatewayUnderTest(Path folder, MeterServer meters, String broker, Pace pace) throws IOException {
        this.folder = folder;
        this.address = URI.create("http://127.0.0.1:" + FreePorts.draw());
        Files.writeString(folder.resolve("devices.yaml"), devices(meters));
        Path jar = RepositoryRoot.find().resolve(JAR);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "the gateway is not built: " + jar + " is missing; ./peerwatt bench builds it");
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM);
        command.addAll(settings(broker, pace));
        command.addAll(List.of("-jar", jar.toString()));
        long started = System.nanoTime();
        process = ChildProcess.start("meter-gateway", command, Map.of(), folder, folder.resolve("gateway.log"));
        process.awaitReady(START_LIMIT, () -> get("/q/health/ready").isPresent());
        startTook = Duration.ofNanos(System.nanoTime() - started);
    }

    private static String devices(MeterServer meters) {
        return IntStream.range(0, meters.size())
                .mapToObj(number -> """
                          - name: home-%d
                            meterId: %s
                            meter: {url: "tcp://127.0.0.1:%d", unit: 1, profile: %s}
                        """.formatted(
                                number,
                                SimulatedMeter.id(number),
                                meters.port(number),
                                SimulatedMeter.map(number).profile()))
                .collect(Collectors.joining("", "gatewayId: " + ID + "\nslot: " + Pace.SLOT + "\ndevices:\n", ""));
    }

    private List<String> settings(String broker, Pace pace) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "-Dquarkus.http.port=" + address.getPort(),
                // Nobody calls its API here, so there is nobody to ask who callers are.
                "-Dquarkus.oidc.tenant-enabled=false",
                "-Dkafka.bootstrap.servers=" + broker,
                "-Dpeerwatt.gateway.devices=" + folder.resolve("devices.yaml"),
                "-Dpeerwatt.gateway.state=" + state(folder),
                "-Dpeerwatt.gateway.key-password=" + PASSWORD,
                "-Dpeerwatt.gateway.telemetry.interval=" + pace.interval()));
        if (pace.speed() > 1) {
            Files.writeString(folder.resolve(CLOCK), new MarketTime(BEGINNING, Instant.now(), pace.speed()).text());
            settings.add("-Dpeerwatt.clock.file=" + folder.resolve(CLOCK));
            settings.add("-Dpeerwatt.gateway.boundary.window=PT10M");
        }
        return settings;
    }

    /** From the start of the process until every meter had answered. */
    Duration startTook() {
        return startTook;
    }

    Usage usage() {
        return Usage.of(process.handle());
    }

    /** Bytes of objects on its heap that are in use: after a collection of everything else. */
    long heap() {
        try {
            int exit = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.handle().pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("jcmd.log").toFile())
                    .start()
                    .waitFor();
            WrongResult.unlessEqual("the exit code of jcmd", 0, exit);
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway's heap cannot be collected", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the gateway's heap was collected", e);
        }
        return get("/q/metrics")
                .orElseThrow(() -> new IllegalStateException("the gateway does not tell its metrics"))
                .lines()
                .filter(line -> line.startsWith(HEAP))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Of a market clock that does not go as the system's does. */
    MarketTime marketTime() throws IOException {
        return MarketTime.parse(Files.readString(folder.resolve(CLOCK)));
    }

    /** The key by which it seals. */
    PublicKey publicKey() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(state(folder).resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        return keys.getCertificate(keys.aliases().nextElement()).getPublicKey();
    }

    /** Where it keeps what must outlive it. */
    static Path state(Path folder) {
        return folder.resolve("state");
    }

    /** What is there; empty unless it is answered with success. */
    private Optional<String> get(String path) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == HTTP_OK ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the gateway was asked", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
