package energy.peerwatt.metergateway.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.yaml.InvalidFileException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    private final Profile sdm630 = Profiles.load().profile("eastron-sdm630");

    @Test
    void counterKnowsItsStep() {
        assertThat(((Sample.Measured) imported(16_383.9f)).coarse()).isFalse();
        assertThat(((Sample.Measured) imported(16_384f)).coarse()).isTrue();
        assertThat(((Sample.Measured) imported(100_000f)).resolution().decimal())
                .isEqualByComparingTo("7.8125");
    }

    @Test
    void whatIsNoCounterIsAbsentAndNotZero() {
        assertThat(imported(Float.NaN)).isEqualTo(new Sample.Missing(Absent.NOT_A_NUMBER));
        assertThat(imported(Float.POSITIVE_INFINITY)).isEqualTo(new Sample.Missing(Absent.NOT_A_NUMBER));
        assertThat(imported(-1f)).isEqualTo(new Sample.Missing(Absent.NEGATIVE_COUNTER));
        assertThat(imported(1e16f)).isEqualTo(new Sample.Missing(Absent.OUT_OF_RANGE));
        assertThat(imported(Float.MAX_VALUE)).isEqualTo(new Sample.Missing(Absent.OUT_OF_RANGE));
        assertThat(sdm630.required(PointId.ENERGY_IMPORT).sample(new RegisterWindow(0, List.of(1, 2))))
                .isEqualTo(new Sample.Missing(Absent.NOT_READ));
    }

    @Test
    void aCounterRollsOverWhereItsRegisterEnds() {
        assertThat(Profiles.shipped("sungrow-sh")
                        .required(PointId.ENERGY_IMPORT)
                        .range())
                .contains((1L << 32) * 100);
        assertThat(Profiles.shipped("abb-b23").required(PointId.ENERGY_IMPORT).range())
                .isEmpty();
        // Below zero a signed counter has no value, and nobody has seen where a single ends.
        assertThat(Profiles.shipped("carlo-gavazzi-em24")
                        .required(PointId.ENERGY_IMPORT)
                        .range())
                .isEmpty();
        assertThat(sdm630.required(PointId.ENERGY_IMPORT).range()).isEmpty();
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
                sources: {manual: one manual}
                limits: {maxRegisters: 200, maxPowerW: 1000, updateSeconds: 1}
                match: [{probe: guess}]
                identity:
                  serial: {function: holding, address: 0x10000, type: uint32, order: abcd}
                defaults: {function: input, type: float32, order: abcd}
                sentinels: {float32: nan}
                points:
                  - {id: energy.import, function: coil, address: 1, unit: kWh, sign: 1, settlement: true}
                  - {id: energy.sideways, address: 1, unit: kWh, sign: 1, settlement: true}
                  - {id: grid.power, address: 1, unit: kWh, sign: 0, scales: 3}
                  - {id: energy.export, address: 9, unit: kWh, sign: 1, settlement: true, sources: [manual]}
                  - {id: frequency, address: 11, type: int16, unit: Hz, sign: 1}
                  - {id: voltage.l1, address: 13, unit: V}
                """;

        assertThatThrownBy(() -> ProfileReader.read("broken.yaml", file.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        InvalidFileException.class,
                        e -> assertThat(e.problems())
                                .containsExactlyInAnyOrder(
                                        "broken.yaml:3: version: not a whole number: one",
                                        "broken.yaml:5: maxRegisters: 200 is not within 2 to 125",
                                        "broken.yaml:6: probe: guess is not known; allowed are register, text, sunspec,"
                                                + " fc43, by-hand",
                                        "broken.yaml:8: address: 65536 is not within 0 to 65535",
                                        "broken.yaml:12: function: coil is not known; allowed are holding, input",
                                        "broken.yaml:13: id: energy.sideways is not known; allowed are "
                                                + Stream.of(PointId.values())
                                                        .map(PointId::id)
                                                        .collect(Collectors.joining(", ")),
                                        "broken.yaml:14: scales is not known; allowed are address, function, group, id,"
                                                + " modulus, order, part, registers, scale, sentinel, settlement, sign,"
                                                + " sources, type, unit",
                                        "broken.yaml:14: sign: must be 1 or -1",
                                        "broken.yaml:15: settlement point energy.export needs two different sources",
                                        "broken.yaml:15: settlement: the device has no serial number by which its"
                                                + " counters could be told from another's",
                                        "broken.yaml:15: a floating settlement counter: offers must say where the"
                                                + " device has an integer counter, or none",
                                        "broken.yaml:16: sentinel is missing, and there is none for int16 in sentinels;"
                                                + " none if the maker has no such value",
                                        "broken.yaml:17: sign is missing"));
    }

    private Sample imported(float kilowattHours) {
        int bits = Float.floatToRawIntBits(kilowattHours);
        return sdm630.required(PointId.ENERGY_IMPORT)
                .sample(new RegisterWindow(0x48, List.of(bits >>> 16, bits & 0xFFFF)));
    }
}
