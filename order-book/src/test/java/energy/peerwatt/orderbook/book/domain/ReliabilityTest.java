package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.quantity.Energy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReliabilityTest {
    @Test
    void whoIsNewOrKeepsEverythingIsFullyReliable() {
        assertThat(Reliability.of(List.of())).isEqualTo(Reliability.FULL);
        assertThat(Reliability.of(List.of(delivery(0, 4_000, 4_000, 0)))).isEqualTo(Reliability.FULL);
    }

    @Test
    void aShortfallCountsByItsEnergyAndFadesAway() {
        List<Delivery> slots = new ArrayList<>(List.of(delivery(0, 1_000, 0, 0)));
        assertThat(Reliability.of(slots).permille()).as("937.5 of 1,937.5 Wh").isEqualTo(483);
        for (int i = 1; i < 40; i++) {
            slots.add(delivery(i, 1_000, 1_000, 0));
        }
        assertThat(Reliability.of(slots).permille()).isGreaterThan(990);
    }

    @Test
    void whatACallCausedDoesNotCountAndMoreThanWasTradedNeither() {
        assertThat(Reliability.of(List.of(delivery(0, 1_000, 400, 600)))).isEqualTo(Reliability.FULL);
        assertThat(Reliability.of(List.of(delivery(0, 1_000, 1_000, 600), delivery(1, 1_000, 0, 0))))
                .isEqualTo(Reliability.of(List.of(delivery(0, 1_000, 1_000, 0), delivery(1, 1_000, 0, 0))));
    }

    @Test
    void nobodyFallsSoFarThatNothingCanBeShown() {
        List<Delivery> slots = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            slots.add(delivery(i, 5_000, 0, 0));
        }
        assertThat(Reliability.of(slots).permille()).isEqualTo(200);
        assertThat(Reliability.of(slots).of(new Energy(1_003))).isEqualTo(new Energy(200));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void itIsTheWeightedMeanToAPermille(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Delivery> slots = new ArrayList<>();
        double kept = 1_000;
        double traded = 1_000;
        for (int i = 0; i < 96; i++) {
            long wh = 1 + random.nextLong(10_000);
            long got = random.nextLong(wh + 1);
            slots.add(delivery(i, wh, got, 0));
            kept = kept * 15 / 16 + got;
            traded = traded * 15 / 16 + wh;
        }
        assertThat((double) Reliability.of(slots).permille())
                .isCloseTo(Math.max(200, kept / traded * 1_000), within(1.0));
    }

    @Test
    void aBookLearnsItFromSettlementAndRemembersTheLastSlots() {
        Tape tape = Tape.street();
        tell(tape, 100, new BalancesChanged.Delivery(ANNA, slot(0), wh(1_000), wh(500), Energy.ZERO));
        assertThat(tape.book.reliability(ANNA).permille()).isEqualTo(741);
        assertThat(tape.book.reliability(BEN)).isEqualTo(Reliability.FULL);

        tell(tape, 101, new BalancesChanged.Delivery(ANNA, slot(0), Energy.ZERO, Energy.ZERO, wh(500)));
        assertThat(tape.book.reliability(ANNA)).isEqualTo(Reliability.FULL);
        assertThat(tape.effects(Effect.DeliveryChanged.class).getLast().delivery())
                .isEqualTo(new Delivery(ANNA, slot(0), wh(1_000), wh(500), wh(500)));
    }

    @Test
    void anExcuseThatComesBeforeItsSlotIsRemembered() {
        Tape tape = Tape.street();
        tell(tape, 100, new BalancesChanged.Delivery(BEN, slot(0), wh(1_000), wh(500), Energy.ZERO));
        assertThat(tape.book.reliability(BEN).permille()).isEqualTo(741);
        tell(tape, 101, new BalancesChanged.Delivery(BEN, slot(1), Energy.ZERO, Energy.ZERO, wh(400)));
        assertThat(tape.book.reliability(BEN).permille())
                .as("nothing to excuse yet")
                .isEqualTo(741);
        CommunityBook kept = tape.book;
        tell(tape, 102, new BalancesChanged.Delivery(BEN, slot(1), wh(1_000), wh(600), Energy.ZERO));
        assertThat(tape.effects(Effect.DeliveryChanged.class).getLast().delivery())
                .isEqualTo(new Delivery(BEN, slot(1), wh(1_000), wh(600), wh(400)));
        assertThat(kept.reliability(BEN).permille()).isGreaterThan(741);
    }

    private static void tell(Tape tape, long sequence, BalancesChanged.Delivery delivery) {
        tape.play(BookCommand.UpdateBalances.of(
                new BalancesChanged(COMMUNITY, sequence, null, List.of(), List.of(delivery)),
                Instant.parse("2026-06-01T10:00:00Z")));
    }

    private static Delivery delivery(int slot, long traded, long kept, long excused) {
        return new Delivery(ANNA, slot(slot), wh(traded), wh(kept), wh(excused));
    }

    private static Energy wh(long wattHours) {
        return new Energy(wattHours);
    }
}
