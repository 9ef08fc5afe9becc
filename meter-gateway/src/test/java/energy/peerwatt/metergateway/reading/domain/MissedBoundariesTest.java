package energy.peerwatt.metergateway.reading.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.quantity.Energy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MissedBoundariesTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(15);

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @Test
    void withoutTelemetryTheEnergyIsSpreadEvenly() {
        List<Registers> filled =
                MissedBoundaries.fill(at(0, 1000, 500), List.of(), at(60, 1010, 500), boundaries(15, 30, 45));

        // 10 Wh over four slots: the two left over go to the earliest.
        assertThat(filled).containsExactly(at(15, 1003, 500), at(30, 1006, 500), at(45, 1008, 500));
    }

    @Test
    void telemetryShapesTheGap() {
        List<Registers> filled = MissedBoundaries.fill(
                at(0, 0, 0), List.of(at(14, 400, 0), at(16, 420, 0)), at(60, 500, 0), boundaries(15, 30, 45));

        assertThat(filled.getFirst()).isEqualTo(at(15, 410, 0));
        assertThat(filled.getLast().imported().wattHours()).isBetween(470L, 475L);
    }

    @Test
    void telemetryThatContradictsTheCountersIsLeftOut() {
        List<Registers> filled = MissedBoundaries.fill(
                at(0, 100, 0), List.of(at(10, 90, 0), at(20, 999, 0)), at(30, 110, 0), boundaries(15));

        assertThat(filled).containsExactly(at(15, 105, 0));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsAddedOrLostAndNothingGoesBackwards(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int slots = 2 + random.nextInt(40);
        Registers before = at(0, random.nextInt(1_000_000), random.nextInt(1_000_000));
        List<Registers> telemetry = new ArrayList<>();
        Registers last = before;
        for (int minute = 1; minute < 15 * slots; minute++) {
            Registers grown = new Registers(
                    START.plus(Duration.ofMinutes(minute)),
                    last.imported().plus(Energy.ofWattHours(random.nextInt(50))),
                    last.exported().plus(Energy.ofWattHours(random.nextInt(50))));
            last = grown;
            if (random.nextInt(20) == 0) {
                telemetry.add(grown);
            }
        }
        Registers after = new Registers(
                START.plus(SLOT.multipliedBy(slots)), last.imported().plus(Energy.ofWattHours(3)), last.exported());
        List<Instant> missed = IntStream.range(1, slots)
                .mapToObj(i -> START.plus(SLOT.multipliedBy(i)))
                .toList();

        List<Registers> filled = MissedBoundaries.fill(before, telemetry, after, missed);

        assertThat(filled).extracting(Registers::at).containsExactlyElementsOf(missed);
        List<Registers> whole = new ArrayList<>(List.of(before));
        whole.addAll(filled);
        whole.add(after);
        for (int i = 1; i < whole.size(); i++) {
            assertThat(whole.get(i).follows(whole.get(i - 1))).isTrue();
        }
        // The sum of the slots is what the registers gained, whatever the shape.
        long sum = IntStream.range(1, whole.size())
                .mapToLong(i -> whole.get(i)
                        .imported()
                        .minus(whole.get(i - 1).imported())
                        .wattHours())
                .sum();
        assertThat(sum).isEqualTo(after.imported().minus(before.imported()).wattHours());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sharesAreWhatANaiveSplitGives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> weights = IntStream.range(0, 1 + random.nextInt(12))
                .mapToObj(_ -> (long) random.nextInt(1_000_000))
                .toList();
        long total = random.nextInt(10_000);

        assertThat(MissedBoundaries.spread(total, weights)).isEqualTo(naive(total, weights));
    }

    /** Telemetry in any order, some of it wrong, some of it at a boundary. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aGapIsFilledAsANaiveLookAtEachBoundaryFillsIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int slots = 2 + random.nextInt(12);
        Registers before = at(0, random.nextInt(1_000), random.nextInt(1_000));
        Registers after = at(
                15 * slots,
                before.imported().wattHours() + random.nextInt(5_000),
                before.exported().wattHours() + random.nextInt(5_000));
        List<Registers> telemetry = IntStream.range(0, random.nextInt(8))
                .mapToObj(_ -> at(random.nextInt(15 * slots), random.nextInt(6_000), random.nextInt(6_000)))
                .toList();
        List<Instant> missed = IntStream.range(1, slots)
                .mapToObj(i -> START.plus(SLOT.multipliedBy(i)))
                .toList();

        List<Registers> filled = MissedBoundaries.fill(before, telemetry, after, missed);

        List<Registers> known = new ArrayList<>(List.of(before));
        telemetry.stream().sorted(Comparator.comparing(Registers::at)).forEach(sample -> {
            if (sample.follows(known.getLast()) && after.follows(sample)) {
                known.add(sample);
            }
        });
        known.add(after);
        assertThat(filled)
                .isEqualTo(missed.stream()
                        .map(moment -> naive(known, missed, moment))
                        .toList());
    }

    private static Registers naive(List<Registers> known, List<Instant> missed, Instant moment) {
        int right = IntStream.range(1, known.size())
                .filter(i -> !known.get(i).at().isBefore(moment))
                .findFirst()
                .orElseThrow();
        Registers from = known.get(right - 1);
        Registers to = known.get(right);
        List<Instant> cuts = new ArrayList<>(List.of(from.at()));
        missed.stream()
                .filter(cut -> cut.isAfter(from.at()) && !cut.isAfter(to.at()))
                .forEach(cuts::add);
        cuts.add(to.at());
        List<Long> weights = IntStream.range(1, cuts.size())
                .mapToObj(i -> Duration.between(cuts.get(i - 1), cuts.get(i)).toMillis())
                .toList();
        int pieces = cuts.indexOf(moment);
        return new Registers(
                moment,
                from.imported().plus(first(pieces, naive(gained(from.imported(), to.imported()), weights))),
                from.exported().plus(first(pieces, naive(gained(from.exported(), to.exported()), weights))));
    }

    private static long gained(Energy from, Energy to) {
        return to.minus(from).wattHours();
    }

    private static Energy first(int pieces, List<Long> shares) {
        return Energy.ofWattHours(
                shares.stream().limit(pieces).mapToLong(share -> share).sum());
    }

    /** Gives out one watt-hour after the other to whoever is furthest below its exact share. */
    private static List<Long> naive(long total, List<Long> weights) {
        BigDecimal sum = BigDecimal.valueOf(weights.stream().mapToLong(w -> w).sum());
        List<BigDecimal> exact = new ArrayList<>();
        List<Long> shares = new ArrayList<>();
        for (long weight : weights) {
            BigDecimal share = sum.signum() == 0
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(total)
                            .multiply(BigDecimal.valueOf(weight))
                            .divide(sum, 40, RoundingMode.DOWN);
            exact.add(share);
            shares.add(share.longValue());
        }
        long left = total - shares.stream().mapToLong(s -> s).sum();
        for (; left > 0; left--) {
            int neediest = sum.signum() == 0 ? weights.size() - 1 : 0;
            for (int i = 0; i < weights.size() && sum.signum() != 0; i++) {
                BigDecimal need = exact.get(i).subtract(BigDecimal.valueOf(shares.get(i)));
                BigDecimal most = exact.get(neediest).subtract(BigDecimal.valueOf(shares.get(neediest)));
                if (need.compareTo(most) > 0) {
                    neediest = i;
                }
            }
            shares.set(neediest, shares.get(neediest) + 1);
        }
        return shares;
    }

    private static List<Instant> boundaries(int... minutes) {
        return IntStream.of(minutes)
                .mapToObj(minute -> START.plus(Duration.ofMinutes(minute)))
                .toList();
    }

    private static Registers at(int minute, long imported, long exported) {
        return new Registers(
                START.plus(Duration.ofMinutes(minute)), Energy.ofWattHours(imported), Energy.ofWattHours(exported));
    }
}
