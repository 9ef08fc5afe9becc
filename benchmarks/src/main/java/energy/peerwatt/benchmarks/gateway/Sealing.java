package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Readings at slot boundaries, which come faster than in life: how many bytes one takes in the log and in Kafka, seal and
 * signature included, and how long after a boundary all of them are sealed and sent.
 *
 * @param speed of market time
 */
public record Sealing(String id, int devices, long speed) implements Scenario {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int LEAST_SEALS = 3;

    @Override
    public List<String> run(Effort effort) {
        SealCheck seals = new SealCheck(devices);
        PictureCheck pictures = new PictureCheck(devices, 0);
        try (Rig rig = new Rig(
                devices,
                0,
                Rig.Past.NONE,
                new GatewayUnderTest.Pace(INTERVAL, speed),
                Map.of(Topics.READINGS_SEALED, seals, Topics.TELEMETRY_REPORTED, pictures))) {
            Usage from = rig.gateway().usage();
            rig.run(Duration.ofSeconds(effort.seconds()));
            rig.until(LEAST_SEALS + " seals", rig.patience(), () -> seals.complete() >= LEAST_SEALS);
            Usage to = rig.gateway().usage();
            SealCheck.Summary summary =
                    seals.summary(rig.gateway().publicKey(), rig.gateway().marketTime());
            InLog inLog = InLog.of(rig.state().resolve("log/sealed"));
            return List.of(String.format(
                    Locale.ROOT,
                    "%s: %,d devices, a slot every %.1f s: %,d readings under %d seals, %d of them whole; bytes a reading: "
                            + "%.1f in Kafka, %.1f in the log; sealed and sent at most %d ms after the boundary; %s, "
                            + "polls included",
                    id,
                    devices,
                    GatewayUnderTest.Pace.SLOT.toMillis() / 1e3 / speed,
                    summary.readings(),
                    summary.seals(),
                    summary.complete(),
                    (double) summary.eventBytes() / summary.readings(),
                    (double) inLog.bytes() / inLog.readings(),
                    summary.longest().toMillis(),
                    to.since(from)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the gateway's key cannot be read", e);
        }
    }

    /** What seals take in the log of readings. */
    private record InLog(long readings, long bytes) {
        static InLog of(Path folder) throws IOException {
            long readings = 0;
            long bytes = 0;
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
                    Optional<LogRecord> record = LogRecord.decode(content);
                    while (record.isPresent()) {
                        if (record.get().type() == RecordType.SEALED) {
                            readings += Json.mapper()
                                    .readValue(record.get().payload(), ReadingsSealed.class)
                                    .readings()
                                    .size();
                            bytes += record.get().length();
                        }
                        record = LogRecord.decode(content);
                    }
                }
            }
            return new InLog(readings, bytes);
        }
    }
}
