package energy.peerwatt.metergateway.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.codec.domain.WholeUnits;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.yaml.InvalidFileException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    private final Profile sdm630 = Profiles.load().profile("eastron-sdm630");

    @Test
    void registerImageGivesTheseCanonicalValues() {
        // 230.5 V, -1234.5 W, 49.99 Hz, 16383.999 kWh, 0.0625 kWh, as the meter sends them.
        List<Integer> image = new ArrayList<>(Collections.nCopies(0x52, 0));
        put(image, 0x00, 0x4366_8000);
        put(image, 0x34, 0xC49A_5000);
        put(image, 0x46, 0x4247_F5C3);
        put(image, 0x48, 0x467F_FFFF);
        put(image, 0x4A, 0x3D80_0000);

        assertThat(value(image, PointId.VOLTAGE_L1)).isEqualByComparingTo("230.5");
        assertThat(value(image, PointId.GRID_POWER)).isEqualByComparingTo("-1234.5");
        assertThat(value(image, PointId.FREQUENCY)).isEqualByComparingTo("49.990001678466796875");
        assertThat(value(image, PointId.ENERGY_IMPORT)).isEqualByComparingTo("16383999.0234375");
        assertThat(value(image, PointId.ENERGY_EXPORT)).isEqualByComparingTo("62.5");
        assertThat(WholeUnits.of(value(image, PointId.ENERGY_IMPORT))).isEqualTo(16_383_999);
        assertThat(WholeUnits.of(value(image, PointId.ENERGY_EXPORT))).isEqualTo(62);
        assertThat(WholeUnits.of(value(image, PointId.GRID_POWER))).isEqualTo(-1234);
    }

    @Test
    void counterKnowsItsStep() {
        assertThat(resolution(16_383.9f)).isLessThan(BigDecimal.ONE);
        assertThat(resolution(16_384f)).isGreaterThan(BigDecimal.ONE);
        assertThat(resolution(100_000f)).isEqualByComparingTo("7.8125");
    }

    @Test
    void whatIsNoCounterIsAbsentAndNotZero() {
        assertThat(imported(Float.NaN)).isEqualTo(Sample.Absent.NOT_A_NUMBER);
        assertThat(imported(Float.POSITIVE_INFINITY)).isEqualTo(Sample.Absent.NOT_A_NUMBER);
        assertThat(imported(-1f)).isEqualTo(Sample.Absent.NEGATIVE_COUNTER);
        assertThat(imported(1e16f)).isEqualTo(Sample.Absent.OUT_OF_RANGE);
        assertThat(imported(Float.MAX_VALUE)).isEqualTo(Sample.Absent.OUT_OF_RANGE);
        assertThat(sdm630.required(PointId.ENERGY_IMPORT).sample(new RegisterWindow(0, List.of(1, 2))))
                .isEqualTo(Sample.Absent.NOT_READ);
    }

    @Test
    void hashIsTheBeginningOfTheFilesSha256() throws Exception {
        byte[] file = Profiles.class
                .getResourceAsStream("/profiles/eastron-sdm630.yaml")
                .readAllBytes();

        assertThat(sdm630.hash())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file), 0, 8));
    }

    @Test
    void everyProblemIsNamedWithItsLine() {
        String file = """
                id: broken
                title: Broken
                version: one
                sources: [one manual]
                limits: {maxRegisters: 200, maxPowerW: 1000, updateSeconds: 1}
                identity:
                  serial: {function: holding, address: 0x10000, type: uint32, order: high-first}
                points:
                  - {id: energy.import, function: coil, address: 1, type: float32, order: high-first, unit: kWh, sign: 1, settlement: true}
                  - {id: energy.sideways, function: input, address: 1, type: float32, order: high-first, unit: kWh, sign: 1, settlement: true}
                  - {id: grid.power, function: input, address: 1, type: float32, order: high-first, unit: kWh, sign: 0, settlement: true, scale: 3}
                """;

        assertThatThrownBy(() -> ProfileReader.read("broken.yaml", file.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        InvalidFileException.class,
                        e -> assertThat(e.problems())
                                .containsExactlyInAnyOrder(
                                        "broken.yaml:3: version: not a whole number: one",
                                        "broken.yaml:4: settlement points need two different sources",
                                        "broken.yaml:5: maxRegisters: 200 is not within 2 to 125",
                                        "broken.yaml:7: address: 65536 is not within 0 to 65535",
                                        "broken.yaml:9: function: coil is not known; allowed are holding, input",
                                        "broken.yaml:10: id: energy.sideways is not known; allowed are grid.power,"
                                                + " energy.import, energy.export, voltage.l1, voltage.l2, voltage.l3,"
                                                + " frequency",
                                        "broken.yaml:11: scale is not known; allowed are address, function, id, order,"
                                                + " settlement, sign, type, unit",
                                        "broken.yaml:11: kWh is no unit of grid.power",
                                        "broken.yaml:11: sign must be 1 or -1",
                                        "broken.yaml:11: settlement must be true for the energy counters and for"
                                                + " nothing else"));
    }

    private BigDecimal value(List<Integer> image, PointId id) {
        return ((Sample.Measured) sdm630.required(id).sample(new RegisterWindow(0, image))).value();
    }

    private BigDecimal resolution(float kilowattHours) {
        return ((Sample.Measured) imported(kilowattHours)).resolution();
    }

    private Sample imported(float kilowattHours) {
        int bits = Float.floatToRawIntBits(kilowattHours);
        return sdm630.required(PointId.ENERGY_IMPORT)
                .sample(new RegisterWindow(0x48, List.of(bits >>> 16, bits & 0xFFFF)));
    }

    private static void put(List<Integer> image, int address, int bits) {
        image.set(address, bits >>> 16);
        image.set(address + 1, bits & 0xFFFF);
    }
}
