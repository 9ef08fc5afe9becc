package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The registers of a device as a text file. A device that has none of the registers asked for refuses; one that has some
 * fills the rest with what would be noticed.
 */
public final class RegisterImage implements RegisterAccess {
    private static final int FILLER = 0xDEAD;

    private final Map<Place, Integer> words = new HashMap<>();
    private final SortedMap<Integer, String> objects = new TreeMap<>();
    final List<RegisterBlock> asked = new ArrayList<>();

    private record Place(String part, RegisterFunction function, int address) {}

    public static RegisterImage read(String text) {
        RegisterImage image = new RegisterImage();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(image::line);
        return image;
    }

    private void line(String line) {
        String[] halves = line.split(":", 2);
        String[] place = halves[0].split(" ");
        if (place[0].equals("object")) {
            objects.put(Integer.decode(place[1]), halves[1].strip());
            return;
        }
        int address = Integer.decode(place[2]);
        for (String word : halves[1].strip().split(" ")) {
            Place at = new Place(place[0], RegisterFunction.valueOf(place[1].toUpperCase(Locale.ROOT)), address++);
            if (words.put(at, Integer.parseInt(word, 16)) != null) {
                throw new IllegalArgumentException(at + " is there twice");
            }
        }
    }

    @Override
    public Optional<DeviceIdentification> identification() {
        return objects.isEmpty() ? Optional.empty() : Optional.of(new DeviceIdentification(objects));
    }

    @Override
    public Answer read(Optional<String> part, RegisterBlock block) {
        asked.add(block);
        List<Integer> found = new ArrayList<>();
        boolean any = false;
        for (int address = block.start(); address < block.end(); address++) {
            Integer word = words.get(new Place(part.orElse("-"), block.function(), address));
            any |= word != null;
            found.add(word == null ? FILLER : word);
        }
        return any ? new Answer.Words(found) : new Answer.NoSuchAddress();
    }
}
