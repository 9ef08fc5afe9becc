package energy.peerwatt.metergateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import energy.peerwatt.servers.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway dies fifty times by kill -9 while its broker is killed and comes back; at the end nothing is missing and
 * nothing was counted twice.
 */
class CrashTest {
    private static final long SEED = 2026;
    private static final int KILLS = 50;
    /** A slot takes a tenth of a second. */
    private static final long SPEED = 9_000;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** What was heard, duplicates counted and left out. */
    private static final class Heard {
        private final Map<Instant, ReadingsSealed> seals = new LinkedHashMap<>();
        private final Map<MeterId, Map<Long, IntervalReading>> readings = new TreeMap<>();
        private int duplicates;
    }

    @Test
    void seed2026FiftyKillsLeaveNoGapAndNoRepeat() throws Exception {
        Path clock = folder.resolve("clock");
        Files.writeString(clock, new MarketTime(PhysicalMeter.BEGINNING, Instant.now(), SPEED).text());
        KafkaBroker broker = KafkaBroker.at(folder.resolve("kafka"), 0, 0);
        String address = broker.bootstrapServers();
        CompletableFuture<KafkaBroker> running = CompletableFuture.completedFuture(broker);
        int port = broker.port();
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                if (kill % 15 == 5) {
                    vanish(running.get(60, TimeUnit.SECONDS));
                } else if (kill % 15 == 10) {
                    running = CompletableFuture.supplyAsync(() -> KafkaBroker.at(folder.resolve("kafka"), port, 0));
                }
                runAndKill(clock, address);
            }
            KafkaBroker last = running.get(60, TimeUnit.SECONDS);
            if (!last.isAlive()) {
                running = CompletableFuture.completedFuture(KafkaBroker.at(folder.resolve("kafka"), port, 0));
            }
            drain(clock, address);
            Heard heard = listen(address);
            assertWhole(heard);
            System.out.printf(
                    "%d kills, %d seals, %d readings of %d meters, %d events heard twice%n",
                    KILLS,
                    heard.seals.size(),
                    heard.readings.values().stream().mapToInt(Map::size).sum(),
                    heard.readings.size(),
                    heard.duplicates);
        } finally {
            running.get(60, TimeUnit.SECONDS).close();
        }
    }

    private static void vanish(KafkaBroker broker) {
        broker.handle().destroyForcibly();
        broker.close();
    }

    private void runAndKill(Path clock, String address) throws Exception {
        Path said = folder.resolve("said");
        Process gateway = start(clock, address, said);
        // One in five dies while it starts, the others at work.
        if (random.nextInt(5) == 0) {
            Thread.sleep(random.nextInt(1_200));
        } else {
            await(gateway, said);
            Thread.sleep(random.nextInt(600));
        }
        assertThat(gateway.isAlive()).as(() -> read(said)).isTrue();
        gateway.destroyForcibly().waitFor();
    }

    private void drain(Path clock, String address) throws Exception {
        Path said = folder.resolve("said");
        Process gateway = start(clock, address, said);
        await(gateway, said);
        Thread.sleep(1_000);
        gateway.getOutputStream().write("drain.".getBytes(StandardCharsets.US_ASCII));
        gateway.getOutputStream().flush();
        boolean ended = gateway.waitFor(60, TimeUnit.SECONDS);
        gateway.destroyForcibly();
        assertThat(ended).as(() -> read(said)).isTrue();
        assertThat(gateway.exitValue()).as(() -> read(said)).isZero();
    }

    private Process start(Path clock, String address, Path said) throws IOException {
        Files.deleteIfExists(said);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashGateway.class.getName(),
                        folder.resolve("gateway").toString(),
                        clock.toString(),
                        address)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private static void await(Process gateway, Path said) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!read(said).lines().anyMatch("up"::equals)) {
            assertThat(gateway.isAlive() && System.nanoTime() < end)
                    .as(() -> read(said))
                    .isTrue();
            Thread.sleep(10);
        }
    }

    private static String read(Path said) {
        try {
            return Files.exists(said) ? Files.readString(said) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Heard listen(String address) throws IOException {
        Heard heard = new Heard();
        TopicPartition partition = new TopicPartition(Topics.READINGS_SEALED, 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    hear(heard, Json.mapper().readValue(record.value(), ReadingsSealed.class));
                }
            }
        }
        return heard;
    }

    /** Deduplicates by (gateway, boundary) and (meter, seq), and what comes twice is the same twice. */
    private static void hear(Heard heard, ReadingsSealed event) {
        ReadingsSealed before = heard.seals.putIfAbsent(event.decodedSeal().boundary(), event);
        if (before != null) {
            assertThat(event).isEqualTo(before);
            heard.duplicates++;
        }
        for (IntervalReading reading : event.decodedReadings()) {
            IntervalReading known = heard.readings
                    .computeIfAbsent(reading.meter(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(reading.seq(), reading);
            assertThat(known == null || known.equals(reading)).isTrue();
        }
    }

    private void assertWhole(Heard heard) {
        GatewayKeys keys = GatewayKeys.open(folder.resolve("gateway/keys.p12"), CrashGateway.PASSWORD);
        Hash32 before = Hash32.ZERO;
        Instant last = Instant.MIN;
        for (ReadingsSealed event : heard.seals.values()) {
            assertThat(event.violations(keys.publicKey())).isEmpty();
            assertThat(event.decodedSeal().previous()).isEqualTo(before);
            assertThat(event.decodedSeal().boundary()).isAfter(last);
            before = event.decodedSeal().hash();
            last = event.decodedSeal().boundary();
        }
        assertThat(heard.seals).hasSizeGreaterThan(KILLS);
        assertThat(heard.readings).hasSize(CrashGateway.METERS);
        for (int number = 0; number < CrashGateway.METERS; number++) {
            assertWhole(
                    number,
                    List.copyOf(heard.readings.get(CrashGateway.meter(number)).values()));
        }
    }

    private static void assertWhole(int number, List<IntervalReading> readings) {
        Hash32 previous = Hash32.ZERO;
        Instant boundary = readings.getFirst().boundary();
        List<IntervalReading> measured = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            IntervalReading reading = readings.get(i);
            assertThat(reading.seq()).isEqualTo(i + 1);
            assertThat(reading.previous()).isEqualTo(previous);
            assertThat(reading.boundary()).isEqualTo(boundary);
            assertThat(reading.epoch()).isZero();
            if (i > 0) {
                assertThat(reading.imported())
                        .isGreaterThanOrEqualTo(readings.get(i - 1).imported());
                assertThat(reading.exported())
                        .isGreaterThanOrEqualTo(readings.get(i - 1).exported());
            }
            if (reading.quality().contains(Quality.GOOD)) {
                measured.add(reading);
            }
            previous = reading.hash();
            boundary = boundary.plus(CrashGateway.SLOT);
        }
        // What was measured is what the meter had counted between the boundary and the moment of the read.
        assertThat(measured).hasSizeGreaterThan(KILLS).allSatisfy(reading -> {
            assertThat(reading.imported().wattHours())
                    .isBetween(
                            PhysicalMeter.importedWh(number, reading.boundary()),
                            PhysicalMeter.importedWh(number, reading.readAt()));
            assertThat(reading.exported().wattHours())
                    .isBetween(
                            PhysicalMeter.exportedWh(number, reading.boundary()),
                            PhysicalMeter.exportedWh(number, reading.readAt()));
        });
    }
}
