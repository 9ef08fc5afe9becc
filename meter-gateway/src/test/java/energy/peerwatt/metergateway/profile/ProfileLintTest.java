package energy.peerwatt.metergateway.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.ProfileLint;
import energy.peerwatt.metergateway.yaml.InvalidFileException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row spoils one thing in a profile that is right, and says by which words it is refused. */
class ProfileLintTest {
    private static final String RIGHT = """
            id: right
            title: Right
            version: 1
            sources: {manual: the maker, other: somebody else}
            limits: {maxRegisters: 20, maxPowerW: 1000, updateSeconds: 1}
            link: {barriers: [{function: holding, address: 40}]}
            parts: {meter: 200}
            match: [{probe: register, address: 5, type: uint16, values: [7]}, {probe: fc43, vendor: The Maker, products: [M-]}]
            identity: {serial: {address: 90, type: uint32}}
            require: [{address: 91, type: uint16, values: [1], why: it would be wrong}]
            defaults: {function: holding, type: int32, order: abcd}
            sentinels: {int32: [0x80000000], uint16: [0xFFFF], float32: nan}
            points:
              - {id: grid.power, address: 10, unit: W, sign: 1}
              - {id: frequency, address: 12, type: uint16, scale: -2, unit: Hz, sign: 1}
              - {id: energy.import, address: 20, unit: kWh, sign: 1, settlement: true, sources: [manual, other]}
              - {id: energy.export, address: 22, unit: kWh, sign: 1, settlement: true, sources: [manual, other]}
            sunspec:
              - {id: pv.power, models: [160], point: DCW, module: 1, unit: W, sign: 1}
              - {id: battery.soc, part: meter, models: [124], point: ChaState, unit: "%", sign: 1}
            controls:
              - id: battery-charge
                unit: W
                least: 0
                most: 100
                writes: [{address: 50, type: uint16}, {address: 51, type: uint16, value: 1}]
                release: [{address: 51, type: uint16, value: 0}]
                reversion: {address: 52, type: uint16, secondsPerStep: 60, most: 100}
                persistence: ram
                minIntervalSeconds: 60
                sources: [manual, other]
            """;

    static Stream<Profile> shipped() {
        return Profiles.load().all().stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedProfileIsRight(Profile profile) {
        assertThat(ProfileLint.findings(profile)).isEmpty();
        assertThat(profile.sources()).isNotEmpty();
    }

    @Test
    void theRightOneIsRight() {
        assertThat(read(RIGHT).controls()).hasSize(1);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "address: 20, unit: kWh, sign: 1, settlement: true, sources: [manual, other] | address: 20, unit: kWh,"
                        + " sign: 1, settlement: true, sources: [manual, manual] | settlement point energy.import needs"
                        + " two different sources",
                "address: 20, unit: kWh, sign: 1, settlement: true, sources: [manual, other] | address: 20, unit: kWh,"
                        + " sign: 1, settlement: true, sources: [manual, hearsay] | source hearsay is not in sources",
                "address: 20, unit: kWh, sign: 1 | address: 20, type: float32, unit: kWh, sign: 1 | a floating"
                        + " settlement counter: offers must say where the device has an integer counter, or none",
                "identity: {serial: {address: 90, type: uint32}} | identity: {sunspec: false} | settlement: the device"
                        + " has no serial number by which its counters could be told from another's",
                "{id: grid.power, address: 10, unit: W, sign: 1} | {id: grid.power, address: 10, unit: W, sign: 1,"
                        + " settlement: true, sources: [manual, other]} | settlement: grid.power is no counter, and"
                        + " money follows from counters alone",
                "address: 10, unit: W, sign: 1 | address: 10, unit: W | sign is missing",
                "int32: [0x80000000], | '' | sentinel is missing, and there is none for int32 in sentinels; none if"
                        + " the maker has no such value",
                "address: 20, unit: kWh, sign: 1 | address: 20, unit: kWh, sign: -1 | sign: a counter has no direction",
                "id: frequency, address: 12 | id: frequency, address: 11 | frequency overlaps grid.power",
                "id: frequency, address: 12 | id: grid.power, address: 12 | grid.power is there twice",
                "id: pv.power, models | id: grid.power, models | grid.power is there twice",
                "scale: -2, unit: Hz | scale: -2, unit: V | V is no unit of frequency",
                "unit: Hz, sign: 1 | unit: Hz, sign: 1, modulus: 100 | only an integer counter has a modulus",
                "address: 20, unit: kWh, sign: 1 | address: 20, unit: kWh, sign: 1, modulus: 4294967297 | modulus"
                        + " 4294967297 is beyond what the register can count",
                "int32: [0x80000000] | int32: [0x8000000000] | 0x8000000000 has more bits than the register",
                "type: uint16, values: [7] | type: uint16, values: [70000] | 0x11170 has more bits than the register",
                "vendor: The Maker, | vendor: ' ', | vendor must be a text",
                "products: [M-] | products: ['']  | fc43 needs a vendor and the beginnings of product codes",
                ", vendor: The Maker, | , | vendor is missing",
                ", products: [M-] | , models: [M-] | models",
                "address: 20, unit: kWh | address: 39, unit: kWh | a barrier goes through energy.import",
                "battery.soc, part: meter | battery.soc, part: elsewhere | part elsewhere is not in parts",
                "models: [160] | models: [161] | model 161 is not known",
                "point: DCW, | point: DCX, | model 160 has no number DCX",
                "point: ChaState | point: NoState | model 124 has no number NoState",
                "least: 0 | least: 101 | least 101 is above most 100",
                "{address: 50, type: uint16} | {address: 50, type: uint16, value: 3} | exactly one of the writes must"
                        + " be without a value: it takes the set-point",
                "type: uint16, value: 0}] | type: uint16}] | a release writes fixed values",
                "reversion: {address: 52 | reversion: {function: input, address: 52 | only holding registers can be"
                        + " written",
                "minIntervalSeconds: 60~    sources: [manual, other] | minIntervalSeconds: 60~    sources: [manual] |"
                        + " a control needs two different sources"
            })
    void whatIsWrongIsRefused(String before, String after, String reason) {
        String from = before.replace('~', '\n');
        assertThat(RIGHT).contains(from);
        String spoilt = RIGHT.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(after.replace('~', '\n')));

        assertThatThrownBy(() -> read(spoilt))
                .isInstanceOfSatisfying(
                        InvalidFileException.class,
                        e -> assertThat(e.problems())
                                .allMatch(problem -> problem.matches("spoilt\\.yaml:\\d+: .*"))
                                .anyMatch(problem -> problem.contains(reason)));
    }

    @Test
    void aFloatingCounterIsRefusedWhereTheDeviceHasAnIntegerOne() {
        String spoilt = RIGHT.replace("address: 20, unit: kWh", "address: 20, type: float32, unit: kWh")
                .replace("defaults:", "offers: [{id: energy.import, address: 60}]\ndefaults:");

        assertThatThrownBy(() -> read(spoilt))
                .hasMessage(
                        "spoilt.yaml:17: a floating settlement counter, but the device has an integer counter at 60");
    }

    @Test
    void aPointThatFitsIntoNoRequestIsRefused() {
        String spoilt = RIGHT.replace("maxRegisters: 20", "maxRegisters: 2")
                .replace("id: grid.power, address: 10", "id: grid.power, address: 8, type: int64, sentinel: none");

        assertThatThrownBy(() -> read(spoilt))
                .hasMessage("spoilt.yaml:14: grid.power does not fit into a request of 2 registers");
    }

    private static Profile read(String text) {
        return ProfileReader.read("spoilt.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
