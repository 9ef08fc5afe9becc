package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.TelemetryReported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Every picture must hold exactly the values of the one poll that its power names, and that poll must be a later one than
 * that of the picture before it.
 */
final class PictureCheck implements Consumer<ConsumerRecord<String, byte[]>> {
    private final int complete;
    private final int[] last;
    private Tally tally = new Tally(0, 0, 0, 0);

    /**
     * What was heard.
     *
     * @param meters of which there was a picture
     * @param missing polls between two pictures of a meter of which there is none
     * @param bytes of keys and values
     */
    record Tally(long pictures, int meters, long missing, long bytes) {
        Tally minus(Tally earlier) {
            return new Tally(pictures - earlier.pictures, meters, missing - earlier.missing, bytes - earlier.bytes);
        }
    }

    /** @param complete up to this poll of each meter no picture may be missing */
    PictureCheck(int meters, int complete) {
        this.complete = complete;
        last = new int[meters];
    }

    synchronized Tally tally() {
        return tally;
    }

    @Override
    public synchronized void accept(ConsumerRecord<String, byte[]> event) {
        TelemetryReported picture = read(event.value());
        int number = SimulatedMeter.number(picture.meter());
        WrongResult.unless(
                number >= 0 && number < last.length, "a picture of " + picture.meter() + ", which is no meter");
        WrongResult.unlessEqual("the key of a picture", picture.meter().toString(), event.key());
        boolean again = last[number] > 0;
        // Which poll it was is known by its power; nobody misses so many that powers come round.
        int before = last[number];
        int after = SimulatedMeter.pollsAfter(number, before, picture.gridW().watts());
        WrongResult.unless(after > 0, "a picture of meter " + number + " comes twice: " + picture);
        int poll = before + after;
        SimulatedMeter.Values values = SimulatedMeter.values(number, poll);
        WrongResult.unless(
                before >= complete || after == 1, "meter " + number + " shows poll " + poll + " after " + before);
        WrongResult.unlessEqual(
                "poll " + poll + " of meter " + number,
                values,
                new SimulatedMeter.Values(
                        Math.toIntExact(picture.gridW().watts()),
                        picture.imported().wattHours(),
                        picture.exported().wattHours()));
        if (picture.generationW() != null) {
            WrongResult.unlessEqual("a picture with an inverter", HomePictures.of(number, poll, picture.at()), picture);
        }
        last[number] = poll;
        tally = new Tally(
                tally.pictures() + 1,
                tally.meters() + (again ? 0 : 1),
                tally.missing() + (again ? after - 1 : 0),
                tally.bytes() + event.serializedKeySize() + event.serializedValueSize());
    }

    private static TelemetryReported read(byte[] json) {
        try {
            return Json.mapper().readValue(json, TelemetryReported.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture is no JSON", e);
        }
    }
}
