package energy.peerwatt.metergateway.probe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.Match;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every profile, tried on the registers of a device of which the values are known. */
class GoldenProfilesTest {
    private static final Profiles PROFILES = Profiles.load();

    static Stream<String> ids() {
        return PROFILES.all().stream().map(Profile::id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theseRegistersAreTheseValues(String id) {
        RegisterImage image = image(id);

        assertThat(lines(DeviceReader.read(profile(id), image)))
                .containsExactlyInAnyOrderElementsOf(file(id, "values").lines().toList());
        assertThat(image.asked)
                .allMatch(block -> block.count() <= profile(id).limits().maxRegisters());
    }

    /** A value that no other equals: a swapped address would be seen. */
    @ParameterizedTest
    @MethodSource("ids")
    void noTwoValuesAreTheSame(String id) {
        List<String> values = file(id, "values")
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 4)
                .map(words -> words[1])
                .toList();

        assertThat(values).doesNotHaveDuplicates();
    }

    /** Any other order of bytes gives another value: a wrong one would be seen. */
    @ParameterizedTest
    @MethodSource("ids")
    void everyOtherOrderGivesAnotherValue(String id) {
        Profile profile = profile(id);
        RegisterImage image = image(id);
        for (Point point : profile.points()) {
            Sample right = sample(point, point.location().order(), image);
            for (WordOrder order : WordOrder.values()) {
                boolean same = order == point.location().order()
                        || point.location().registers() == 1
                                && sameBytes(order, point.location().order());
                if (!same
                        && right instanceof Sample.Measured measured
                        && measured.quantity().mantissa() != 0) {
                    assertThat(sample(point, order, image))
                            .as(point.id() + " " + order)
                            .isNotEqualTo(right);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void sentinelsAreAbsentAndNeverZero(String id) {
        for (Point point : profile(id).points()) {
            LongStream nothing = point.sentinels().stream().mapToLong(Long::longValue);
            LongStream noNumber = point.location().type().floating()
                    ? LongStream.of(point.location().registers() == 2 ? 0x7FC0_0000L : 0x7FF8_0000_0000_0000L)
                    : LongStream.empty();
            LongStream.concat(nothing, noNumber)
                    .forEach(bits -> assertThat(point.sample(window(point.location(), bits)))
                            .as(point.id().id())
                            .isIn(new Sample.Missing(Absent.NOT_IMPLEMENTED), new Sample.Missing(Absent.NOT_A_NUMBER)));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void requirementsHoldOnTheImageAndNotOnAnotherSetting(String id) {
        Profile profile = profile(id);
        RegisterImage image = image(id);

        assertThat(DeviceReader.read(profile, image).unmet()).isEmpty();
        RegisterAccess zeros = (part, block) -> new Answer.Words(
                IntStream.range(0, block.count()).map(i -> 0).boxed().toList());
        assertThat(DeviceReader.read(profile, zeros).unmet()).hasSameSizeAs(profile.require());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aDeviceIsKnownByItsOwnProfileOnly(String id) {
        RegisterImage image = image(id);
        boolean byHand = profile(id).match().stream().allMatch(Match.ByHand.class::isInstance);

        assertThat(DeviceReader.matches(profile(id), image)).isEqualTo(byHand ? Optional.empty() : Optional.of(true));
        // A meter within the models of its inverter is found as that inverter, unless somebody says what is meant.
        boolean within = byHand && !profile(id).identity().beside().isEmpty();
        assertThat(ids().filter(other -> !other.equals(id) && !within))
                .allSatisfy(other ->
                        assertThat(DeviceReader.matches(profile(other), image)).isNotEqualTo(Optional.of(true)));
    }

    /** A refused block is read again point by point; what the device does not have is absent. */
    @ParameterizedTest
    @MethodSource("ids")
    void aDeviceWithoutSomeRegistersStillTellsTheRest(String id) {
        Profile profile = profile(id);
        RegisterImage image = image(id);
        if (profile.points().isEmpty()) {
            return;
        }
        Point missing = profile.points().getFirst();
        RegisterAccess partly = (part, block) -> part.equals(missing.part())
                        && block.function() == missing.location().function()
                        && block.start() <= missing.location().address()
                        && missing.location().address() < block.end()
                ? new Answer.NoSuchAddress()
                : image.read(part, block);

        Map<PointId, Sample> samples = DeviceReader.read(profile, partly).samples();

        assertThat(samples.get(missing.id())).isEqualTo(new Sample.Missing(Absent.NOT_READ));
        Map<PointId, Sample> whole = DeviceReader.read(profile, image).samples();
        profile.points().stream()
                .skip(1)
                .forEach(point -> assertThat(samples.get(point.id())).isEqualTo(whole.get(point.id())));
    }

    private static Sample sample(Point point, WordOrder order, RegisterImage image) {
        Location at = point.location();
        Location other = new Location(at.function(), at.address(), at.type(), order, at.registers());
        Answer answer = image.read(point.part(), new RegisterBlock(at.function(), at.address(), at.registers()));
        return new Point(
                        point.id(),
                        other,
                        point.part(),
                        point.scaling(),
                        point.sentinels(),
                        point.modulus(),
                        point.group(),
                        point.settlement(),
                        point.sources())
                .sample(new RegisterWindow(at.address(), ((Answer.Words) answer).words()));
    }

    private static boolean sameBytes(WordOrder one, WordOrder other) {
        return isSwapped(one) == isSwapped(other);
    }

    private static boolean isSwapped(WordOrder order) {
        return order == WordOrder.BADC || order == WordOrder.DCBA;
    }

    private static RegisterWindow window(Location at, long bits) {
        List<Integer> words = new ArrayList<>();
        for (int i = at.registers() - 1; i >= 0; i--) {
            words.add((int) (bits >>> 16 * i & 0xFFFF));
        }
        return new RegisterWindow(at.address(), at.order() == WordOrder.CDAB ? words.reversed() : words);
    }

    private static List<String> lines(DevicePicture picture) {
        List<String> lines = new ArrayList<>();
        picture.serial().ifPresent(serial -> lines.add("serial " + serial));
        picture.model().ifPresent(model -> lines.add("model " + model));
        picture.firmware().ifPresent(firmware -> lines.add("firmware " + firmware));
        picture.samples()
                .forEach((id, sample) -> lines.add(id.id() + " "
                        + switch (sample) {
                            case Sample.Measured measured -> measured.quantity() + " " + measured.quality();
                            case Sample.Missing missing -> "- " + missing.quality();
                        }));
        return lines;
    }

    private static Profile profile(String id) {
        return PROFILES.profile(id);
    }

    private static RegisterImage image(String id) {
        return RegisterImage.read(file(id, "registers"));
    }

    private static String file(String id, String kind) {
        try (InputStream in = GoldenProfilesTest.class.getResourceAsStream("/golden/" + id + "." + kind)) {
            assertThat(in).as("golden/" + id + "." + kind).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
