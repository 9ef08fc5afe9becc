package energy.peerwatt.metergateway.crash;

import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.time.MarketClock;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.outbox.Cursor;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.outbox.OutgoingEvent;
import energy.peerwatt.metergateway.outbox.Publisher;
import energy.peerwatt.metergateway.plan.domain.Latencies;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.reading.BoundaryLoop;
import energy.peerwatt.metergateway.reading.BoundaryReader;
import energy.peerwatt.metergateway.reading.GatewayState;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.reading.MeterReader;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import energy.peerwatt.metergateway.telemetry.HomePoller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A gateway in a process of its own, from its reading, sealing and publishing classes; only the wire to the meters and
 * the container around it are left out. {@code main(folder, clock, broker)}; says {@code up} when it reads, seals until
 * {@code drain} comes in, then publishes everything and ends.
 */
public final class CrashGateway {
    static final GatewayId GATEWAY = new GatewayId(new UUID(7, 7));
    static final int METERS = 3;
    static final Duration SLOT = Duration.ofMinutes(15);
    static final char[] PASSWORD = "crash".toCharArray();

    /** Small segments, so that crashes meet their beginnings as well. */
    private static final long SEGMENT_BYTES = 20_000;

    private CrashGateway() {}

    static MeterId meter(int number) {
        return new MeterId(new UUID(7, 100 + number));
    }

    /** @throws Exception whatever ends it */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Clock clock = MarketClock.of(Path.of(args[1]));
        GatewayKeys keys = GatewayKeys.open(folder.resolve("keys.p12"), PASSWORD);
        GatewayState state = new GatewayState(GATEWAY);
        Outbox outbox = Outbox.open(
                folder.resolve("log"),
                new Outbox.Limits(SEGMENT_BYTES, 1 << 20, 1 << 30, 0, Duration.ofDays(30)),
                Outbox.FreeSpace.of(folder),
                () -> Optional.of(state.snapshot()),
                () -> Runtime.getRuntime().halt(3));
        state.recover(outbox.sealedLog());
        Profile profile = Profiles.shipped("schneider-iem3155");
        List<Meter> meters = IntStream.range(0, METERS)
                .mapToObj(number -> meter(number, profile, clock, state, outbox))
                .toList();
        List<HomePoller> pollers = meters.stream()
                .map(meter -> new HomePoller(
                        GATEWAY,
                        meter,
                        Optional.empty(),
                        outbox,
                        new HomePoller.Pace(Duration.ZERO, Duration.ofMillis(40), Duration.ofSeconds(1))))
                .toList();
        pollers.forEach(HomePoller::start);
        BoundaryLoop loop = new BoundaryLoop(
                new BoundaryReader(meters, state, outbox, keys, SLOT, Duration.ofSeconds(2)),
                clock,
                new BoundaryLoop.Timing(SLOT, SLOT, Duration.ofMillis(5), Duration.ZERO),
                (_, _) -> {},
                state.lastBoundary().orElse(null));
        loop.start();
        Publisher publisher = new Publisher(
                "readings", outbox.sealedLog(), Cursor.open(folder.resolve("cursor")), sender(args[2]), 1);
        publisher.start();
        System.out.println("up");
        if (!ordered("drain")) {
            // Whoever started it is gone.
            Runtime.getRuntime().halt(2);
        }
        loop.close();
        pollers.forEach(HomePoller::close);
        while (publisher.depth() > 0) {
            Thread.sleep(20);
        }
        publisher.close();
        outbox.close();
        Runtime.getRuntime().halt(0);
    }

    private static Meter meter(int number, Profile profile, Clock clock, GatewayState state, Outbox outbox) {
        Endpoint endpoint = new Endpoint.Tcp("127.0.0.1", 1 + number);
        BusWorker bus = new BusWorker(
                endpoint,
                new PhysicalMeter(number, clock),
                new BusWorker.Settings(
                        () -> new BackOff(Duration.ofMillis(1), Duration.ofMillis(1)),
                        new Latencies.Limits(Duration.ofMillis(100), Duration.ofSeconds(1)),
                        System::nanoTime,
                        LinkObserver.NONE));
        Device device = new Device(
                "home-" + number,
                meter(number),
                Optional.empty(),
                endpoint,
                1,
                profile,
                Optional.empty(),
                Optional.empty());
        return new Meter(device, new MeterReader(bus, 1, profile, clock), state, outbox);
    }

    private static boolean ordered(String word) throws IOException {
        StringBuilder heard = new StringBuilder();
        int next = System.in.read();
        while (next >= 0 && !heard.toString().contains(word)) {
            heard.append((char) next);
            next = System.in.read();
        }
        return heard.toString().contains(word);
    }

    private static Publisher.Sender sender(String broker) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", broker,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "linger.ms", "0",
                        "max.block.ms", "1000",
                        "request.timeout.ms", "1000",
                        "delivery.timeout.ms", "2000",
                        "reconnect.backoff.max.ms", "200"),
                new StringSerializer(),
                new StringSerializer());
        return events -> {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            try {
                for (OutgoingEvent event : events) {
                    if (!event.type().equals(EventTypes.READINGS_SEALED)) {
                        throw new IllegalStateException("only readings are published here: " + event);
                    }
                    sent.add(producer.send(new ProducerRecord<>(Topics.READINGS_SEALED, event.key(), event.json())));
                }
                for (Future<RecordMetadata> one : sent) {
                    one.get();
                }
            } catch (ExecutionException | RuntimeException e) {
                throw new Publisher.SendFailedException(e);
            }
        };
    }
}
