package energy.peerwatt.street.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.street.history.domain.SlotEnergy;
import energy.peerwatt.street.history.domain.StreetHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The past of a street as a file: what {@code slots} of a home holds is what an energy history of its meter is made of.
 *
 * @param from start of the first slot
 * @param until end of the last slot
 * @param homes in the order of the street
 */
public record HistoryFile(String from, String until, long slotSeconds, List<HomeEntry> homes) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** One home; {@code serial} is its meter's. */
    public record HomeEntry(String name, long serial, List<SlotEntry> slots) {}

    /** One slot; energies in watt-hours, {@code netWh} with + for import. */
    public record SlotEntry(
            String start, long lengthSeconds, long netWh, long pvWh, long batteryChargeWh, long batteryDischargeWh) {
        static SlotEntry of(SlotEnergy slot) {
            return new SlotEntry(
                    slot.start().toString(),
                    slot.lengthSeconds(),
                    slot.netWh(),
                    slot.pvWh(),
                    slot.batteryChargeWh(),
                    slot.batteryDischargeWh());
        }
    }

    public static HistoryFile of(StreetHistory history) {
        List<HomeEntry> homes = history.homes().stream()
                .map(past -> new HomeEntry(
                        past.home().name(),
                        past.home().meter().serial(),
                        past.slots().stream().map(SlotEntry::of).toList()))
                .toList();
        return new HistoryFile(
                homes.getFirst().slots().getFirst().start(),
                Instant.ofEpochSecond(history.state().steppedTo()).toString(),
                StreetHistory.SLOT_SECONDS,
                homes);
    }

    /** Writes the file, whole or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file.toAbsolutePath(), JSON.writeValueAsBytes(this));
    }
}
