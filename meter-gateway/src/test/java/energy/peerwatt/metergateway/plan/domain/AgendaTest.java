package energy.peerwatt.metergateway.plan.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.domain.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final long MILLI = 1_000_000L;

    /** Begins anew for every choice and compares one by one. */
    private record Waiting(Urgency urgency, int unit, long deadline, int number) {
        boolean before(Waiting other, Set<Integer> ailing) {
            if (rank() != other.rank()) {
                return rank() < other.rank();
            }
            if (ailing.contains(unit) != ailing.contains(other.unit)) {
                return ailing.contains(other.unit);
            }
            return deadline != other.deadline ? deadline < other.deadline : number < other.number;
        }

        private int rank() {
            return urgency == Urgency.CONTROL ? 0 : urgency == Urgency.BOUNDARY ? 1 : 2;
        }
    }

    @Test
    void takesWhatANaiveSearchTakesSeed99() {
        SplittableRandom random = new SplittableRandom(99);
        for (int round = 0; round < 300; round++) {
            Agenda<Integer> agenda = new Agenda<>();
            List<Waiting> naive = new ArrayList<>();
            Set<Integer> ailing = new HashSet<>();
            long now = random.nextLong();
            for (int step = 0; step < 200; step++) {
                now += random.nextInt(10);
                if (random.nextInt(3) > 0) {
                    Waiting waiting = new Waiting(
                            Urgency.values()[random.nextInt(4)], random.nextInt(5), now + random.nextInt(100), step);
                    agenda.add(waiting::urgency, waiting.unit(), waiting.deadline(), step);
                    naive.add(waiting);
                }
                if (random.nextInt(4) == 0) {
                    ailing.add(random.nextInt(5));
                    ailing.remove(random.nextInt(5));
                }
                List<Integer> overdue = new ArrayList<>();
                for (Waiting waiting : List.copyOf(naive)) {
                    if (waiting.deadline() - now <= 0) {
                        overdue.add(waiting.number());
                        naive.remove(waiting);
                    }
                }
                assertThat(agenda.overdue(now)).isEqualTo(overdue);
                if (random.nextBoolean()) {
                    Waiting first = null;
                    for (Waiting waiting : naive) {
                        first = first == null || waiting.before(first, ailing) ? waiting : first;
                    }
                    naive.remove(first);
                    assertThat(agenda.next(ailing::contains).orElse(-1)).isEqualTo(first == null ? -1 : first.number());
                }
                assertThat(agenda.size()).isEqualTo(naive.size());
            }
        }
    }

    @Test
    void whatWaitsCanBecomeMoreUrgent() {
        AtomicReference<Urgency> urgency = new AtomicReference<>(Urgency.FAST);
        Agenda<String> agenda = new Agenda<>();
        agenda.add(urgency::get, 1, 200, "late");
        agenda.add(() -> Urgency.FAST, 2, 100, "early");
        agenda.add(() -> Urgency.FAST, 2, 150, "middle");

        assertThat(agenda.next(_ -> false)).contains("early");
        urgency.set(Urgency.BOUNDARY);
        assertThat(agenda.next(_ -> false)).contains("late");
    }

    @Test
    void aBusThatIsNotOverloadedKeepsEveryDeadlineSeed31() {
        SplittableRandom seeds = new SplittableRandom(31);
        for (int round = 0; round < 40; round++) {
            Day day = simulate(admitted(BusLoad.MOST_PERMILLE, seeds), seeds.split());
            assertThat(day.late()).isZero();
            assertThat(day.done()).isGreaterThan(500);
            // Nothing can stop a request that has begun: the longest takes 150 ms.
            assertThat(day.longestControlWait()).isLessThanOrEqualTo(150 * MILLI);
        }
    }

    @Test
    void aBusThatIsOverloadedDoesNotButSetPointsStillDoNotWaitSeed32() {
        SplittableRandom seeds = new SplittableRandom(32);
        for (int round = 0; round < 10; round++) {
            Day day = simulate(admitted(1300, seeds), seeds.split());
            assertThat(day.late()).isPositive();
            assertThat(day.longestControlWait()).isLessThanOrEqualTo(150 * MILLI);
        }
    }

    private record Day(int done, int late, long longestControlWait) {}

    private record Release(BusLoad.Demand demand, Urgency urgency, long at) {
        long deadline() {
            return at + demand.period().toNanos();
        }
    }

    /** Demands like those of meters on a serial line, until no more fit. */
    private static List<BusLoad.Demand> admitted(int most, SplittableRandom random) {
        BusLoad load = BusLoad.NONE;
        for (int tries = 0; tries < 1000; tries++) {
            BusLoad.Demand more = new BusLoad.Demand(
                    "unit " + tries,
                    Duration.ofMillis(20 + random.nextInt(131)),
                    Duration.ofMillis(random.nextInt(4) == 0 ? 60_000 : 1_000 + random.nextInt(4_000)));
            if (load.permille() + more.permille() <= most) {
                load = load.and(more);
            }
        }
        return load.demands();
    }

    /** Ten minutes of the bus, one request after the other, and a set-point of no length now and then. */
    private static Day simulate(List<BusLoad.Demand> demands, SplittableRandom random) {
        List<Release> releases = new ArrayList<>();
        for (BusLoad.Demand demand : demands) {
            Urgency urgency = demand.period().toSeconds() >= 60 ? Urgency.SLOW : Urgency.FAST;
            long at = random.nextLong(demand.period().toNanos());
            for (; at < Duration.ofMinutes(10).toNanos(); at += demand.period().toNanos()) {
                releases.add(new Release(demand, urgency, at));
            }
        }
        BusLoad.Demand setPoint = new BusLoad.Demand("set-point", Duration.ZERO, Duration.ofSeconds(1));
        for (int i = 0; i < 50; i++) {
            releases.add(new Release(
                    setPoint,
                    Urgency.CONTROL,
                    random.nextLong(Duration.ofMinutes(10).toNanos())));
        }
        releases.sort((one, other) -> Long.compare(one.at(), other.at()));
        Agenda<Release> agenda = new Agenda<>();
        long now = 0;
        int released = 0;
        int done = 0;
        int late = 0;
        long longestControlWait = 0;
        while (released < releases.size() || !agenda.isEmpty()) {
            if (agenda.isEmpty()) {
                now = Math.max(now, releases.get(released).at());
            }
            while (released < releases.size() && releases.get(released).at() <= now) {
                Release release = releases.get(released++);
                agenda.add(release::urgency, 1, release.deadline(), release);
            }
            late += agenda.overdue(now).size();
            var next = agenda.next(_ -> false);
            if (next.isEmpty()) {
                continue;
            }
            if (next.get().urgency() == Urgency.CONTROL) {
                longestControlWait =
                        Math.max(longestControlWait, now - next.get().at());
            }
            now += next.get().demand().wire().toNanos();
            done++;
            late += now > next.get().deadline() ? 1 : 0;
        }
        return new Day(done, late, longestControlWait);
    }
}
