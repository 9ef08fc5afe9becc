package energy.peerwatt.street.sunspec.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.street.Shared;
import energy.peerwatt.street.home.domain.Home;
import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetState;
import energy.peerwatt.street.home.domain.Streets;
import energy.peerwatt.street.meter.domain.Grid;
import energy.peerwatt.street.modbus.domain.RegisterImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the chain by the published definitions, which know nothing of our constants. */
class DefinitionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "home {0}")
    @ValueSource(ints = {Streets.SOLAR_HOME, Streets.BATTERY_HOME})
    void everyModelIsAsItsDefinitionSays(int index) throws IOException {
        Path definitions = Shared.folder("reference").resolve("sunspec-models");
        Street street = Streets.simulated(1);
        StreetState state = street.first(Streets.TEN);
        Home home = street.homes().get(index);
        HomeState now = state.homes().get(index);
        Reader reader = new Reader(new InverterChain(home.solar()).image(now, new Grid(1, Streets.TEN)));

        assertThat(reader.unsigned(40_000, 2)).isEqualTo(0x53756E53L);
        int at = 40_002;
        List<Integer> ids = new ArrayList<>();
        Map<String, Double> values = new HashMap<>();
        while (reader.unsigned(at, 1) != 0xFFFF) {
            int id = (int) reader.unsigned(at, 1);
            int length = (int) reader.unsigned(at + 1, 1);
            JsonNode group = JSON.readTree(
                            definitions.resolve("model_" + id + ".json").toFile())
                    .get("group");
            int size = check(reader, group, at, id + ".", values);
            for (JsonNode repeated : group.path("groups")) {
                for (int module = 0; size < length + 2; module++) {
                    size += check(reader, repeated, at + size, id + "." + module + ".", values);
                }
            }
            // Model 1 of older devices has no pad register: 65 or 66.
            assertThat(length + 2).as("length of model %d", id).isEqualTo(size);
            ids.add(id);
            at += 2 + length;
        }
        assertThat(reader.unsigned(at + 1, 1)).isZero();

        boolean hybrid = home.battery() != null;
        assertThat(ids).isEqualTo(hybrid ? List.of(1, 103, 120, 123, 124, 160) : List.of(1, 103, 120, 123, 160));
        double watts = now.flows().inverter() / 1000.0;
        assertThat(values.get("103.W")).isCloseTo(watts, org.assertj.core.api.Assertions.within(0.5));
        assertThat(values.get("103.A") * values.get("103.PhVphA"))
                .isCloseTo(Math.abs(watts), org.assertj.core.api.Assertions.withinPercentage(2));
        assertThat(values.get("103.Hz")).isBetween(49.9, 50.1);
        assertThat(values.get("103.WH")).isEqualTo(now.books().output() / 3_600_000);
        assertThat(values.get("120.WRtg")).isEqualTo(home.solar().inverter().ratedWatts());
        assertThat(values.get("123.WMaxLimPct")).isEqualTo(100);
        assertThat(values.get("160.0.DCW"))
                .isCloseTo(values.get("103.DCW"), org.assertj.core.api.Assertions.within(1.0));
        if (hybrid) {
            assertThat(values.get("124.ChaState")).isBetween(49.9, 50.1);
            assertThat(values.get("124.WChaMax")).isEqualTo(home.battery().maxPowerWatts());
            assertThat(values.get("160.1.DCW")).isPositive();
        }
    }

    /** Reads every point of a group: mandatory ones are there, values have their scale factor. Returns the size. */
    private static int check(Reader reader, JsonNode group, int start, String prefix, Map<String, Double> values) {
        Map<String, Integer> offsets = new HashMap<>();
        int size = 0;
        for (JsonNode point : group.get("points")) {
            offsets.put(point.get("name").asText(), start + size);
            size += point.get("size").asInt();
        }
        for (JsonNode point : group.get("points")) {
            String name = point.get("name").asText();
            int at = offsets.get(name);
            boolean present = reader.present(at, point);
            assertThat(present || !point.path("mandatory").asText().equals("M"))
                    .as("mandatory point %s%s", prefix, name)
                    .isTrue();
            if (!present || point.get("type").asText().equals("string")) {
                continue;
            }
            double value = reader.value(at, point);
            if (point.has("sf")) {
                String factor = point.get("sf").asText();
                int exponent = offsets.containsKey(factor)
                        ? (short) reader.unsigned(offsets.get(factor), 1)
                        : values.get(prefix.substring(0, prefix.indexOf('.') + 1) + factor)
                                .intValue();
                assertThat(exponent).as("scale of %s%s", prefix, name).isBetween(-10, 10);
                value *= Math.pow(10, exponent);
            }
            values.put(prefix + name, value);
        }
        return size;
    }

    private record Reader(RegisterImage image) {
        long unsigned(int address, int registers) {
            byte[] bytes = image.read(address, registers);
            return registers == 1
                    ? ByteBuffer.wrap(bytes).getShort() & 0xFFFF
                    : ByteBuffer.wrap(bytes).getInt() & 0xFFFF_FFFFL;
        }

        boolean present(int address, JsonNode point) {
            return switch (point.get("type").asText()) {
                case "uint16", "enum16", "bitfield16", "count" -> unsigned(address, 1) != 0xFFFF;
                case "int16", "sunssf" -> unsigned(address, 1) != 0x8000;
                case "uint32", "enum32", "bitfield32" -> unsigned(address, 2) != 0xFFFF_FFFFL;
                case "acc32" ->
                    unsigned(address, 2) != 0 || point.get("name").asText().startsWith("DC");
                case "string" -> image.read(address, 1)[0] != 0;
                case "pad" -> false;
                default -> throw new AssertionError("type " + point.get("type"));
            };
        }

        double value(int address, JsonNode point) {
            String type = point.get("type").asText();
            return switch (type) {
                case "int16", "sunssf" -> (short) unsigned(address, 1);
                default -> unsigned(address, point.get("size").asInt());
            };
        }
    }
}
