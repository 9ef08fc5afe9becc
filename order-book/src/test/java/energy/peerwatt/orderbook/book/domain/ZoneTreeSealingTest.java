package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.messages.evidence.Side.BUY;
import static energy.peerwatt.messages.evidence.Side.SELL;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.FIRST;
import static energy.peerwatt.orderbook.book.domain.Tape.PLENTY;
import static energy.peerwatt.orderbook.book.domain.Tape.TERMS;
import static energy.peerwatt.orderbook.book.domain.Tape.account;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate of a community whose zones hang together. Members 1 and 3 live in A, 2 and 4 in B, others where they are put. */
class ZoneTreeSealingTest {
    private static final Price EDGE = new Price(20_000);
    private static final Price LOCAL = new Price(10_000);

    private final Tape tape = new Tape(CommunityBook.restore(CommunityState.unknown(COMMUNITY)));
    private int commands;
    private int orders;

    ZoneTreeSealingTest() {
        tape.play(new BookCommand.DefineCommunity(id(), COMMUNITY, FIRST.minusSeconds(3_600), TERMS));
    }

    @Test
    void f12IsClearedAtTheGate() {
        tree(new Power(16_000));
        Map<AccountId, Long> reserved = f12(slot(0));
        BookLine line = close(slot(0));

        ClearingResult result = line.result();
        assertThat(line.book().zones())
                .as("16 kW for a quarter of an hour")
                .anyMatch(zone -> new Energy(4_000).equals(zone.exportLimit()));
        assertThat(result.welfare()).isEqualTo("1610000000");
        assertThat(result.congestionRent()).isEqualTo("520000000");
        assertThat(result.zones())
                .extracting(ClearingResult.ZoneResult::price)
                .containsExactly(new Price(80_000), new Price(250_000), new Price(230_000));
        assertThat(reservation(account(3)))
                .as("4 kWh at 8 ct and the local fee of 1 ct")
                .isEqualTo(4_000 * 90_000L)
                .isLessThanOrEqualTo(reserved.get(account(3)));
        assertThat(reservation(account(4)))
                .as("all at 26 ct: 3 kWh of B at 25 and the local fee, 4 kWh of A at 8, fees of 5, congestion of 13")
                .isEqualTo(7_000 * 260_000L)
                .isLessThanOrEqualTo(reserved.get(account(4)));
    }

    @Test
    void f11FlowsFreelyOnceTheLimitIsGone() {
        tree(new Power(16_000));
        define("A", "R", 7, EDGE, null, slot(1).start());
        f12(slot(0));
        f12(slot(1));

        assertThat(close(slot(0)).result().welfare()).isEqualTo("1610000000");
        ClearingResult free = close(slot(1)).result();
        assertThat(free.welfare()).isEqualTo("1870000000");
        assertThat(free.congestionRent()).isEqualTo("0");
        assertThat(free.zones())
                .extracting(ClearingResult.ZoneResult::price)
                .containsExactly(new Price(210_000), new Price(250_000), new Price(230_000));
    }

    @Test
    void aParentThatNobodyDefinedIsARootWithoutFees() {
        define("A", "R", 1, EDGE, null, FIRST);
        define("B", "R", 2, EDGE, null, FIRST);
        members();
        place(account(1), "A", SELL, slot(0), 1_000, 80_000);
        place(account(4), "B", BUY, slot(0), 1_000, 260_000);

        BookLine line = close(slot(0));

        assertThat(line.book().zones()).contains(SealedBook.Zone.undefined(new GridZoneId("R")));
        Fill fill = line.result().fills().getFirst();
        assertThat(fill.fee()).isEqualTo(new Price(50_000));
    }

    @Test
    void zonesThatAreAboveThemselvesStandAloneAndTheGateCloses() {
        define("A", "B", 1, EDGE, null, FIRST);
        define("B", "C", 2, EDGE, null, FIRST);
        define("C", "B", 3, EDGE, null, FIRST);
        define("D", "E", 4, EDGE, null, FIRST);
        members();
        place(account(1), "A", SELL, slot(0), 1_000, 80_000);
        place(account(3), "A", BUY, slot(0), 1_000, 260_000);
        place(account(4), "B", BUY, slot(0), 1_000, 260_000);

        BookLine line = close(slot(0));

        assertThat(line.book().zones())
                .extracting(zone -> zone.id().value() + " below " + zone.parent())
                .containsExactly("A below null", "B below null", "C below null", "D below E", "E below null");
        assertThat(line.result().fills()).hasSize(1);
    }

    @Test
    void aFeeThatNobodyPaysClosesAnEdgeAndNotTheGate() {
        define("A", "R", 1, new Price(Price.MAX), null, FIRST);
        define("B", "R", 2, new Price(Price.MAX), null, FIRST);
        members();
        place(account(1), "A", SELL, slot(0), 1_000, 80_000);
        place(account(4), "B", BUY, slot(0), 1_000, 260_000);
        place(account(1), "A", SELL, slot(1), 1_000, 80_000);
        place(account(3), "A", BUY, slot(1), 1_000, 260_000);

        assertThat(close(slot(0)).result().fills()).isEmpty();
        assertThat(close(slot(1)).result().zones().getLast().hi()).isEqualTo(new Price(Price.MAX));
    }

    @Test
    void aWayOfAThousandEdgesIsClearedAndALongerOneIsCut() {
        for (int i = 0; i < 1_002; i++) {
            define("z" + i, i == 0 ? null : "z" + (i - 1), i + 1, Price.ZERO, null, FIRST);
        }

        Map<String, SealedBook.Zone> zones = new HashMap<>();
        close(slot(0)).book().zones().forEach(zone -> zones.put(zone.id().value(), zone));

        assertThat(zones.get("z1000").parent()).isEqualTo(new GridZoneId("z999"));
        assertThat(zones.get("z1001").parent()).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void aReplayOfTheLogHasTheSameHashesAndNoReservationGrowsAtTheGate(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        tree(new Power(random.nextInt(20_000)));
        for (int i = 5; i < 25; i++) {
            member(account(i), i % 2 == 0 ? "A" : i % 3 == 0 ? "B" : "R");
        }
        for (int n = 0; n < 6; n++) {
            for (int i = 5; i < 25; i++) {
                boolean sells = random.nextBoolean();
                String zone = i % 2 == 0 ? "A" : i % 3 == 0 ? "B" : "R";
                long limit = 1_000L * (sells ? 60 + random.nextInt(120) : 100 + random.nextInt(220));
                place(account(i), zone, sells ? SELL : BUY, slot(n), 1 + random.nextInt(3_000), limit);
            }
            Power limit = random.nextInt(4) == 0 ? null : new Power(random.nextInt(20_000));
            define(
                    random.nextBoolean() ? "A" : "B",
                    "R",
                    10 + n,
                    EDGE,
                    limit,
                    slot(n + 1).start());
        }
        for (int n = 0; n < 6; n++) {
            Map<AccountId, Long> before = new HashMap<>();
            for (int i = 5; i < 25; i++) {
                before.put(account(i), reservation(account(i)));
            }
            close(slot(n));
            before.forEach((account, amount) -> assertThat(reservation(account)).isBetween(0L, amount));
        }

        Tape replay = new Tape(CommunityBook.restore(CommunityState.unknown(COMMUNITY)));
        tape.played.forEach(replay::play);
        assertThat(replay.effects).isEqualTo(tape.effects);
        assertThat(tape.effects(Effect.RoundHeld.class))
                .anyMatch(closed -> closed.line().result().fills().stream()
                        .anyMatch(fill -> !fill.from().equals(fill.to())));
    }

    private void tree(@Nullable Power limit) {
        define("A", "R", 1, EDGE, limit, FIRST);
        define("B", "R", 2, EDGE, null, FIRST);
        define("R", null, 3, Price.ZERO, null, FIRST);
        members();
    }

    private void members() {
        for (int i = 1; i <= 4; i++) {
            member(account(i), i % 2 == 1 ? "A" : "B");
        }
    }

    private void member(AccountId account, String zone) {
        Member any = Tape.member(account);
        tape.play(new BookCommand.DefineMember(
                id(),
                COMMUNITY,
                FIRST.minusSeconds(3_000),
                new Member(
                        account,
                        any.wallet(),
                        new MeterId(account.value()),
                        new GridZoneId(zone),
                        any.feedIn(),
                        any.retail(),
                        null)));
        tape.balance(account, PLENTY);
    }

    private void define(
            String zone, @Nullable String parent, long version, Price edgeFee, @Nullable Power limit, Instant from) {
        GridZoneId above = parent == null ? null : new GridZoneId(parent);
        Outcome outcome = tape.play(new BookCommand.DefineZone(
                id(),
                COMMUNITY,
                FIRST.minusSeconds(3_500),
                new Zone(new GridZoneId(zone), above, version, LOCAL, edgeFee, limit, limit),
                from));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    /** @return what each buyer has reserved afterwards, nano-currency */
    private Map<AccountId, Long> f12(Slot slot) {
        place(account(1), "A", SELL, slot, 10_000, 80_000);
        place(account(2), "B", SELL, slot, 3_000, 140_000);
        place(account(3), "A", BUY, slot, 4_000, 280_000);
        place(account(4), "B", BUY, slot, 10_000, 260_000);
        return Map.of(account(3), reservation(account(3)), account(4), reservation(account(4)));
    }

    private void place(AccountId account, String zone, Side side, Slot slot, long wh, long limit) {
        tape.at(FIRST.minusSeconds(1_800));
        assertThat(tape.place(new OrderDraft(
                        new OrderId(new UUID(9, ++orders)),
                        account,
                        new GridZoneId(zone),
                        side,
                        slot.start(),
                        wh,
                        limit)))
                .isEmpty();
    }

    private long reservation(AccountId account) {
        return Money.ofNano(PLENTY).minus(tape.book.free(account)).nano();
    }

    private BookLine close(Slot slot) {
        tape.at(slot.start().minusSeconds(300)).close(slot);
        BookLine line = tape.effects(Effect.RoundHeld.class).getLast().line();
        assertThat(line.book().slot()).isEqualTo(slot);
        return line;
    }

    private CommandId id() {
        return new CommandId(new UUID(8, ++commands));
    }
}
