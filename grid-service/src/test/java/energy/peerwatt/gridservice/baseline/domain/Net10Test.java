package energy.peerwatt.gridservice.baseline.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Net10Test {
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final Instant START = Instant.parse("2026-06-15T18:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(1));
    private static final Days UTC = new Days(ZoneOffset.UTC, Set.of(), SLOT);

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithANaiveReference(long seed) {
        BaselineInputs inputs = randomInputs(new Random(seed));
        NaiveNet10.Answer naive = NaiveNet10.of(inputs);
        switch (Net10.of(inputs)) {
            case Baseline.Insufficient insufficient ->
                assertThat(naive).as(insufficient.reason()).isNull();
            case Baseline.Found found -> {
                assertThat(found.slots())
                        .isEqualTo(naive.slots().stream()
                                .map(BigDecimal::longValueExact)
                                .toList());
                assertThat(found.adjustmentWh()).isEqualTo(naive.adjustment().longValueExact());
                assertThat(BigDecimal.valueOf(found.deadBandWh()))
                        .isCloseTo(naive.deadBand(), within(new BigDecimal("0.500001")));
            }
        }
    }

    @Test
    void lastTenLikeWeekdaysAreTakenAndDaysOfOtherCallsAreNot() {
        Map<Instant, Long> net = history(day -> 300L);
        Set<LocalDate> eventDays = Set.of(LocalDate.of(2026, 6, 12));
        Baseline.Found found =
                (Baseline.Found) Net10.of(BaselineInputs.collect(UTC, START, END, START, net, eventDays));

        assertThat(found.days()).hasSize(10).doesNotContain(LocalDate.of(2026, 6, 12), LocalDate.of(2026, 6, 14));
        assertThat(found.days().getFirst()).isEqualTo(LocalDate.of(2026, 6, 11));
        assertThat(found.slots()).containsExactly(300L, 300L, 300L, 300L);
        assertThat(found.deadBandWh()).isEqualTo(50);
    }

    @Test
    void whatAHouseholdDoesAfterItWasToldCannotRaiseItsBaseline() {
        Instant told = START.minus(Duration.ofHours(2));
        Map<Instant, Long> net = history(day -> 300L);
        BaselineInputs before = BaselineInputs.collect(UTC, START, END, told, net, Set.of());
        for (Instant time = told; time.isBefore(START); time = time.plus(SLOT)) {
            net.put(time, 5_000L);
        }
        assertThat(Net10.of(BaselineInputs.collect(UTC, START, END, told, net, Set.of())))
                .isEqualTo(Net10.of(before));
        assertThat(before.adjustment()).hasSize(8);
    }

    @Test
    void aMissingSlotOfTheMorningNeverRaisesTheBaseline() {
        Map<Instant, Long> net = history(day -> day.equals(UTC.of(START)) ? 350L : 300L);
        assertThat(adjustment(net)).isEqualTo(50);
        net.remove(START.minus(Duration.ofHours(3)));
        assertThat(adjustment(net)).isZero();
        net.replaceAll((time, value) -> UTC.of(time).equals(UTC.of(START)) ? 280L : 300L);
        assertThat(adjustment(net)).isEqualTo(-20);
    }

    @Test
    void aDayWithoutASlotOfTheWindowIsNoLikeDay() {
        Map<Instant, Long> net = history(day -> 300L);
        net.remove(START.minus(Duration.ofDays(3)));
        Baseline.Found found = (Baseline.Found) Net10.of(inputs(net));
        assertThat(found.days()).doesNotContain(LocalDate.of(2026, 6, 12)).hasSize(10);
    }

    @Test
    void fewerThanFiveWeekdaysAreNoBaseline() {
        Map<Instant, Long> net = history(day -> 300L);
        net.keySet().removeIf(time -> time.isBefore(Instant.parse("2026-06-09T00:00:00Z")));
        assertThat(Net10.of(inputs(net))).isInstanceOf(Baseline.Insufficient.class);
    }

    @Test
    void likeSlotsHaveTheSameTimeOnTheWallAcrossTheChangeOfClocks() {
        Days berlin = new Days(ZoneId.of("Europe/Berlin"), Set.of(), SLOT);
        assertThat(berlin.slots(LocalDate.of(2026, 3, 29))).isEqualTo(92);
        assertThat(berlin.slots(LocalDate.of(2026, 10, 25))).isEqualTo(100);
        assertThat(berlin.moved(
                        Instant.parse("2026-03-30T16:00:00Z"), LocalDate.of(2026, 3, 30), LocalDate.of(2026, 3, 27)))
                .isEqualTo(Instant.parse("2026-03-27T17:00:00Z"));
    }

    private static long adjustment(Map<Instant, Long> net) {
        return ((Baseline.Found) Net10.of(inputs(net))).adjustmentWh();
    }

    private static BaselineInputs inputs(Map<Instant, Long> net) {
        return BaselineInputs.collect(UTC, START, END, START, net, Set.of());
    }

    private static Map<Instant, Long> history(java.util.function.Function<LocalDate, Long> net) {
        Map<Instant, Long> slots = new HashMap<>();
        for (Instant time = BaselineInputs.from(UTC, START); time.isBefore(START); time = time.plus(SLOT)) {
            slots.put(time, net.apply(UTC.of(time)));
        }
        return slots;
    }

    private static BaselineInputs randomInputs(Random random) {
        int window = 1 + random.nextInt(8);
        int morning = random.nextInt(13);
        int scale = 1 + random.nextInt(3_000);
        List<LikeDay> days = new ArrayList<>();
        for (int i = 0; i < random.nextInt(20); i++) {
            days.add(new LikeDay(
                    LocalDate.of(2026, 6, 14).minusDays(i),
                    96,
                    96 - random.nextInt(8),
                    values(random, window, scale, 0.02),
                    values(random, morning, scale, 0.01)));
        }
        return new BaselineInputs(
                random.nextBoolean(),
                random.nextBoolean() ? 900 : 300,
                days,
                values(random, morning, scale, 0.03),
                values(random, window, scale, 0));
    }

    private static List<@Nullable Long> values(Random random, int count, int scale, double missing) {
        return random.doubles(count)
                .mapToObj(chance -> chance < missing ? null : Math.round((random.nextDouble() - 0.4) * scale))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
