package energy.peerwatt.metergateway.link.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.domain.Suspicion.Before;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SuspicionTest {
    private static final Duration LATEST = Duration.ofNanos(60);

    private final Suspicion suspicion = new Suspicion(LATEST);

    @Test
    void onlyWhatWouldLookTheSameHasToWait() {
        suspicion.add(read(1, RegisterFunction.INPUT, 100, 4), 0);

        assertThat(suspicion.before(read(2, RegisterFunction.INPUT, 100, 4), 1)).isEqualTo(new Before.Nothing());
        assertThat(suspicion.before(read(1, RegisterFunction.HOLDING, 100, 4), 1))
                .isEqualTo(new Before.Nothing());
        assertThat(suspicion.before(read(1, RegisterFunction.INPUT, 100, 2), 1)).isEqualTo(new Before.Nothing());
        assertThat(suspicion.before(read(1, RegisterFunction.INPUT, 200, 4), 1))
                .isEqualTo(new Before.Ask(read(1, RegisterFunction.INPUT, 200, 2)));
    }

    @Test
    void whatIsAskedBeforeItLooksLikeNothingThatIsLate() {
        RegisterRequest wanted = read(1, RegisterFunction.INPUT, 65_532, 4);
        suspicion.add(wanted, 0);
        assertThat(suspicion.before(wanted, 1)).isEqualTo(new Before.Ask(read(1, RegisterFunction.INPUT, 65_532, 2)));
        suspicion.add(read(1, RegisterFunction.INPUT, 0, 2), 1);
        // Six registers would not end within the addresses, three do.
        assertThat(suspicion.before(wanted, 2)).isEqualTo(new Before.Ask(read(1, RegisterFunction.INPUT, 65_532, 3)));
        suspicion.clear();
        assertThat(suspicion.before(wanted, 2)).isEqualTo(new Before.Nothing());
    }

    @Test
    void anAcknowledgementIsToldByItsAddressAndAReadComesBeforeTheSameWrite() {
        suspicion.add(new RegisterWrite(1, 40, List.of(7)), 0);
        assertThat(suspicion.before(new RegisterWrite(1, 41, List.of(7)), 1)).isEqualTo(new Before.Nothing());
        assertThat(suspicion.before(new RegisterWrite(1, 40, List.of(8)), 1))
                .isEqualTo(new Before.Ask(read(1, RegisterFunction.HOLDING, 40, 3)));
    }

    @Test
    void whereEveryLengthIsLateOnlyTimeHelps() {
        RegisterRequest wanted = read(1, RegisterFunction.INPUT, 0, 4);
        for (int count = 1; count <= RegisterBlock.MOST; count++) {
            suspicion.add(read(1, RegisterFunction.INPUT, 0, count), 0);
        }
        assertThat(suspicion.before(wanted, 60)).isEqualTo(new Before.Wait());
        assertThat(suspicion.before(wanted, 61)).isEqualTo(new Before.Nothing());
        assertThat(suspicion.any()).isFalse();
    }

    /**
     * A line that answers in order and loses and delays at random, and is listened to after every failure for a random
     * while: the reply taken is always the request's own. One request is one nanosecond here.
     */
    @Test
    void onALineThatKeepsTheOrderNoReplyIsTakenForAnothersSeed77() {
        SplittableRandom random = new SplittableRandom(77);
        Deque<Sent> line = new ArrayDeque<>();
        int taken = 0;
        int asked = 0;
        for (int number = 0; number < 300_000; number++) {
            int now = number;
            line.removeIf(sent -> now - sent.number() > LATEST.toNanos());
            RegisterRequest wanted = read(1, RegisterFunction.INPUT, random.nextInt(100), 1 + random.nextInt(3));
            switch (suspicion.before(wanted, number)) {
                case Before.Nothing _ -> {}
                case Before.Wait _ -> {
                    continue;
                }
                case Before.Ask first -> {
                    asked++;
                    OptionalInt reply = ask(first.other(), number, line, random);
                    if (reply.isEmpty()) {
                        suspicion.add(first.other(), number);
                        listen(line, random);
                        continue;
                    }
                    assertThat(reply).hasValue(number);
                    suspicion.clear();
                }
            }
            OptionalInt reply = ask(wanted, number, line, random);
            if (reply.isEmpty()) {
                suspicion.add(wanted, number);
                listen(line, random);
            } else {
                assertThat(reply).hasValue(number);
                suspicion.clear();
                taken++;
            }
        }
        assertThat(taken).isGreaterThan(100_000);
        assertThat(asked).isGreaterThan(1_000);
    }

    private record Sent(int number, int count) {}

    /** @return the number of the request whose reply was taken for this one's; empty if none came in time */
    private static OptionalInt ask(RegisterRequest request, int number, Deque<Sent> line, SplittableRandom random) {
        if (random.nextInt(20) > 0) {
            line.add(new Sent(number, request.block().count()));
        }
        boolean late = random.nextInt(10) == 0;
        Sent next = late ? null : line.poll();
        return next == null || next.count() != request.block().count()
                ? OptionalInt.empty()
                : OptionalInt.of(next.number());
    }

    private static void listen(Deque<Sent> line, SplittableRandom random) {
        while (!line.isEmpty() && random.nextInt(3) > 0) {
            line.poll();
        }
    }

    private static RegisterRequest read(int unit, RegisterFunction function, int start, int count) {
        return new RegisterRequest(unit, new RegisterBlock(function, start, count));
    }
}
