package energy.peerwatt.street.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.street.home.domain.BatterySpec;
import energy.peerwatt.street.home.domain.Home;
import energy.peerwatt.street.home.domain.Solar;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.running.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code street.json} in the state folder: where every device is and what it is, for whoever sets up a gateway.
 *
 * @param homes in the order of the street
 */
public record StreetDescription(List<HomeEntry> homes) {
    /** The unit at which every device of the street answers. */
    public static final int UNIT = 1;

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** One home; {@code pvPeakW} is 0 and {@code inverter} null without solar, {@code battery} null without one. */
    public record HomeEntry(
            String name,
            MeterEntry meter,
            @Nullable InverterEntry inverter,
            long pvPeakW,
            @Nullable BatteryEntry battery) {}

    /** A meter and the name of its register map. */
    public record MeterEntry(String host, int port, int unit, String profile, long serial) {}

    /** An inverter; {@code ratedW} is what the percentages of its limit refer to. */
    public record InverterEntry(String host, int port, int unit, String serial, long ratedW) {}

    /** A battery, reached through the inverter. */
    public record BatteryEntry(long capacityWh, long maxPowerW) {}

    public static StreetDescription of(Street street, String host, Ports ports) {
        return new StreetDescription(IntStream.range(0, street.homes().size())
                .mapToObj(index -> entry(street.homes().get(index), index, host, ports))
                .toList());
    }

    private static HomeEntry entry(Home home, int index, String host, Ports ports) {
        MeterEntry meter = new MeterEntry(
                host, ports.meter(index), UNIT, "eastron-sdm630", home.meter().serial());
        Solar solar = home.solar();
        if (solar == null) {
            return new HomeEntry(home.name(), meter, null, 0, null);
        }
        InverterEntry inverter = new InverterEntry(
                host,
                ports.inverter(index),
                UNIT,
                solar.inverter().serial(),
                solar.inverter().ratedWatts());
        BatterySpec battery = solar.battery();
        return new HomeEntry(
                home.name(),
                meter,
                inverter,
                solar.roof().peakWatts(),
                battery == null ? null : new BatteryEntry(battery.capacityWattHours(), battery.maxPowerWatts()));
    }

    /** Writes the file, whole or not at all. */
    public void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve("street.json"), JSON.writeValueAsBytes(this));
    }
}
