package energy.peerwatt.metergateway.plan.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.Profile.Address;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadPlanTest {
    private static final int INPUT = RegisterFunction.INPUT.code();

    @Test
    void bothCountersTravelInOneRequest() {
        assertThat(ReadPlan.blocks(List.of(want(0x4A, 2), want(0x48, 2)), rules(80, ReadRules.HOLE_ON_TCP)))
                .containsExactly(block(0x48, 4));
    }

    @Test
    void holesWorthReadingAreReadAndOthersAreNot() {
        assertThat(ReadPlan.blocks(List.of(want(0, 2), want(34, 2), want(69, 2)), rules(80, ReadRules.HOLE_ON_TCP)))
                .containsExactly(block(0, 36), block(69, 2));
        assertThat(ReadPlan.blocks(List.of(want(0, 2), want(9, 2), want(19, 2)), rules(80, ReadRules.HOLE_ON_LINE)))
                .containsExactly(block(0, 11), block(19, 2));
    }

    @Test
    void theDevicesLimitSplitsBetweenPointsAndNeverWithinOne() {
        assertThat(ReadPlan.blocks(List.of(want(0, 2), want(2, 2), want(4, 2)), rules(5, ReadRules.HOLE_ON_TCP)))
                .containsExactly(block(0, 4), block(4, 2));
    }

    @Test
    void aValueIsNeverSplitFromItsScaleFactor() {
        Location value = new Location(RegisterFunction.INPUT, 40_084, ValueType.INT16, WordOrder.ABCD);
        Location scale = new Location(RegisterFunction.INPUT, 40_090, ValueType.INT16, WordOrder.ABCD);
        Want together = Want.together(List.of(scale, value));

        assertThat(ReadPlan.blocks(List.of(want(40_080, 2), together), rules(8, 32)))
                .containsExactly(block(40_080, 2), block(40_084, 7));
        assertThatThrownBy(() -> Want.together(List.of(
                        value, new Location(RegisterFunction.HOLDING, 40_085, ValueType.INT16, WordOrder.ABCD))))
                .hasMessageContaining("two functions");
    }

    @Test
    void nothingReachesAcrossABarrierOrTakesASingleAlong() {
        List<Want> wants = List.of(want(0, 2), want(2, 2), want(4, 2), want(6, 2));
        assertThat(ReadPlan.blocks(wants, new ReadRules(80, 32, Set.of(new Address(INPUT, 4)), Set.of())))
                .containsExactly(block(0, 4), block(4, 4));
        assertThat(ReadPlan.blocks(wants, new ReadRules(80, 32, Set.of(new Address(3, 4)), Set.of())))
                .containsExactly(block(0, 8));
        assertThat(ReadPlan.blocks(wants, new ReadRules(80, 32, Set.of(), Set.of(new Address(INPUT, 2)))))
                .containsExactly(block(0, 2), block(2, 2), block(4, 4));
        assertThat(ReadPlan.blocks(
                        List.of(want(0, 2), want(4, 2)),
                        new ReadRules(80, 32, Set.of(), Set.of(new Address(INPUT, 3)))))
                .containsExactly(block(0, 2), block(4, 2));
    }

    @Test
    void lineAndNetworkHaveHolesOfTheirOwn() {
        var profile = Profiles.load().profile("eastron-sdm630");
        assertThat(ReadRules.of(profile, Endpoint.parse("tcp://h")).hole()).isEqualTo(32);
        assertThat(ReadRules.of(profile, Endpoint.parse("tls://h")).hole()).isEqualTo(32);
        assertThat(ReadRules.of(profile, Endpoint.parse("rtutcp://h:1")).hole()).isEqualTo(7);
        assertThat(ReadRules.of(profile, Endpoint.parse("rtu:///dev/ttyUSB0")).hole())
                .isEqualTo(7);
        assertThat(ReadRules.of(profile, Endpoint.parse("tcp://h")).maxRegisters())
                .isEqualTo(80);
    }

    @Test
    void noPartitionOfTheWantsHasFewerBlocksSeed4711() {
        SplittableRandom random = new SplittableRandom(4711);
        for (int round = 0; round < 3_000; round++) {
            List<Want> wants = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(_ -> new Want(
                            random.nextInt(5) == 0 ? RegisterFunction.HOLDING : RegisterFunction.INPUT,
                            random.nextInt(40),
                            1 + random.nextInt(4)))
                    .distinct()
                    .toList();
            ReadRules rules = new ReadRules(
                    4 + random.nextInt(20), random.nextInt(9), addresses(random, wants), addresses(random, wants));

            List<RegisterBlock> blocks = ReadPlan.blocks(wants, rules);

            assertThat(blocks).as("%s by %s", wants, rules).hasSize(fewest(wants, rules));
            for (Want want : wants) {
                assertThat(blocks).anyMatch(want::isWithin);
            }
            for (RegisterBlock block : blocks) {
                assertThat(wants.contains(want(block))
                                || allowed(
                                        wants.stream()
                                                .filter(want -> want.isWithin(block))
                                                .toList(),
                                        rules))
                        .as("%s of %s by %s", block, wants, rules)
                        .isTrue();
            }
        }
    }

    /** Tries every way to put the wants into groups. */
    private static int fewest(List<Want> wants, ReadRules rules) {
        return fewest(wants, 0, new ArrayList<>(), rules);
    }

    private static int fewest(List<Want> wants, int next, List<List<Want>> groups, ReadRules rules) {
        if (next == wants.size()) {
            return groups.stream().allMatch(group -> allowed(group, rules)) ? groups.size() : Integer.MAX_VALUE;
        }
        int best = Integer.MAX_VALUE;
        for (int i = 0; i <= groups.size(); i++) {
            List<List<Want>> more =
                    groups.stream().map(ArrayList::new).collect(Collectors.toCollection(ArrayList::new));
            if (i == groups.size()) {
                more.add(new ArrayList<>());
            }
            more.get(i).add(wants.get(next));
            best = Math.min(best, fewest(wants, next + 1, more, rules));
        }
        return best;
    }

    /** Whether one request may hold them, register by register. */
    private static boolean allowed(List<Want> group, ReadRules rules) {
        int start = group.stream().mapToInt(Want::start).min().orElseThrow();
        int end = group.stream().mapToInt(Want::end).max().orElseThrow();
        RegisterFunction function = group.getFirst().function();
        if (group.stream().anyMatch(want -> want.function() != function)) {
            return false;
        }
        if (group.size() == 1) {
            return true;
        }
        BitSet wanted = new BitSet();
        group.forEach(want -> wanted.set(want.start(), want.end()));
        int hole = 0;
        for (int address = start; address < end; address++) {
            hole = wanted.get(address) ? 0 : hole + 1;
            if (hole > rules.hole()
                    || rules.singles().contains(new Address(function.code(), address))
                    || address > start && rules.barriers().contains(new Address(function.code(), address))) {
                return false;
            }
        }
        return end - start <= rules.maxRegisters();
    }

    /** None within a want: a map that wants what it forbids is refused when it is loaded. */
    private static Set<Address> addresses(SplittableRandom random, List<Want> wants) {
        Set<Address> addresses = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int address = random.nextInt(44);
            if (wants.stream().noneMatch(want -> want.start() < address && address < want.end())) {
                addresses.add(new Address(INPUT, address));
            }
        }
        return addresses;
    }

    private static ReadRules rules(int maxRegisters, int hole) {
        return new ReadRules(maxRegisters, hole, Set.of(), Set.of());
    }

    private static Want want(RegisterBlock block) {
        return new Want(block.function(), block.start(), block.count());
    }

    private static Want want(int start, int count) {
        return new Want(RegisterFunction.INPUT, start, count);
    }

    private static RegisterBlock block(int start, int count) {
        return new RegisterBlock(RegisterFunction.INPUT, start, count);
    }
}
