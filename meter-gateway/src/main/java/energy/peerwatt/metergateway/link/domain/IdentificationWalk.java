package energy.peerwatt.metergateway.link.domain;

import energy.peerwatt.metergateway.link.domain.IdentificationRequest.Level;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Asks a device who it is, page by page. First for the basic objects, which every device has that knows the function, and
 * then for those of the highest level that it claims. A device that does not know the function, does not answer it or
 * answers it wrongly has said nothing, and that is no failure. What it had said by then is kept.
 */
public final class IdentificationWalk {
    private static final int SINGLE_LEVEL = 1;

    private final Asker asker;
    private final int unit;
    private final SortedMap<Integer, String> objects = new TreeMap<>();

    /** Puts a question to a bus. */
    @FunctionalInterface
    public interface Asker {
        Exchange ask(IdentificationRequest request) throws InterruptedException;
    }

    private IdentificationWalk(Asker asker, int unit) {
        this.asker = asker;
        this.unit = unit;
    }

    /** Empty if the device says nothing of itself in this way. */
    public static Optional<DeviceIdentification> read(Asker asker, int unit) throws InterruptedException {
        return new IdentificationWalk(asker, unit).read();
    }

    private Optional<DeviceIdentification> read() throws InterruptedException {
        int highest = level(Level.BASIC);
        if (highest > SINGLE_LEVEL) {
            level(highest == Level.REGULAR.code() ? Level.REGULAR : Level.EXTENDED);
        }
        return objects.isEmpty() ? Optional.empty() : Optional.of(new DeviceIdentification(objects));
    }

    /**
     * Asks for the pages of a level.
     *
     * @return the highest level that the device claims; 0 if it does not answer
     */
    private int level(Level level) throws InterruptedException {
        int claimed = 0;
        int first = 0;
        while (true) {
            if (!(asker.ask(new IdentificationRequest(unit, level, first))
                    instanceof Exchange.Identification(IdentificationPage page, long _))) {
                return claimed;
            }
            claimed = page.highestLevel();
            int from = first;
            // A device that does not know the object that a page begins with begins again at 0.
            boolean again = page.entries().stream().anyMatch(entry -> entry.object() < from);
            if (again) {
                return claimed;
            }
            page.entries().forEach(this::keep);
            // Every page has to begin further on, or a device could lead in circles.
            int last = page.entries().stream()
                    .mapToInt(IdentificationPage.Entry::object)
                    .max()
                    .orElse(first);
            if (page.next().isEmpty() || page.next().getAsInt() <= last) {
                return claimed;
            }
            first = page.next().getAsInt();
        }
    }

    private void keep(IdentificationPage.Entry entry) {
        String text = DeviceIdentification.text(entry.octets());
        if (!text.isEmpty()) {
            objects.putIfAbsent(entry.object(), text);
        }
    }
}
