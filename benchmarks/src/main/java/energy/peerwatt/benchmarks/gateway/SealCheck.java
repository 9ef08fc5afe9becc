package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.time.MarketTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hears seals and checks them in the end: signatures, chains without a gap, and counters that the meters had. */
final class SealCheck implements Consumer<ConsumerRecord<String, byte[]>> {
    private final int meters;
    private final List<Heard> seals = new ArrayList<>();

    /** @param sent when the gateway gave it to its Kafka client, real time */
    private record Heard(ReadingsSealed event, Instant sent, int bytes) {}

    /**
     * What the seals were.
     *
     * @param complete seals with a reading of every meter
     * @param eventBytes of keys and values
     * @param longest from the boundary until a complete seal was sent, real time
     */
    record Summary(int seals, int complete, long readings, long eventBytes, Duration longest) {}

    /** What is known of a meter at the last reading. */
    private record Link(long seq, Hash32 hash, long step) {}

    SealCheck(int meters) {
        this.meters = meters;
    }

    @Override
    public synchronized void accept(ConsumerRecord<String, byte[]> record) {
        try {
            seals.add(new Heard(
                    Json.mapper().readValue(record.value(), ReadingsSealed.class),
                    Instant.ofEpochMilli(record.timestamp()),
                    record.serializedKeySize() + record.serializedValueSize()));
        } catch (IOException e) {
            throw new UncheckedIOException("a seal is no JSON", e);
        }
    }

    synchronized int complete() {
        return (int) seals.stream()
                .filter(heard -> heard.event().readings().size() == meters)
                .count();
    }

    /** @throws WrongResult naming the first thing that is wrong */
    synchronized Summary summary(PublicKey key, MarketTime time) {
        Link[] links = new Link[meters];
        Arrays.fill(links, new Link(0, Hash32.ZERO, 0));
        Hash32 previous = Hash32.ZERO;
        long readings = 0;
        long bytes = 0;
        Duration longest = Duration.ZERO;
        for (Heard heard : seals) {
            ReadingsSealed event = heard.event();
            WrongResult.unlessEqual("what is wrong with a seal", List.of(), event.violations(key));
            WrongResult.unlessEqual(
                    "the seal before", previous, event.decodedSeal().previous());
            previous = event.decodedSeal().hash();
            event.decodedReadings().forEach(reading -> link(links, reading));
            readings += event.readings().size();
            bytes += heard.bytes();
            Duration took = Duration.between(real(time, event.decodedSeal().boundary()), heard.sent());
            longest = event.readings().size() == meters && took.compareTo(longest) > 0 ? took : longest;
        }
        return new Summary(seals.size(), complete(), readings, bytes, longest);
    }

    private static void link(Link[] links, IntervalReading reading) {
        int number = SimulatedMeter.number(reading.meter());
        WrongResult.unless(number >= 0 && number < links.length, "a reading of " + reading.meter());
        Link before = links[number];
        WrongResult.unlessEqual("the number of a reading of meter " + number, before.seq() + 1, reading.seq());
        WrongResult.unlessEqual("the reading before, of meter " + number, before.hash(), reading.previous());
        long step = SimulatedMeter.steps(number, reading.imported().wattHours());
        WrongResult.unless(
                step >= before.step()
                        && SimulatedMeter.exportedWhAt(number, step)
                                == reading.exported().wattHours(),
                "meter " + number + " never had " + reading.imported() + " in and " + reading.exported() + " out");
        links[number] = new Link(reading.seq(), reading.hash(), step);
    }

    private static Instant real(MarketTime time, Instant market) {
        return time.realAnchor()
                .plus(Duration.between(time.marketAnchor(), market).dividedBy(time.speed()));
    }
}
