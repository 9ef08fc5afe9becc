package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.messages.evidence.Side.BUY;
import static energy.peerwatt.messages.evidence.Side.SELL;
import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.FIRST;
import static energy.peerwatt.orderbook.book.domain.Tape.TERMS;
import static energy.peerwatt.orderbook.book.domain.Tape.ZONE;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fee a slot is sealed with. The community's own definition of the street has a fee of 2 ct. */
class ZonesOverTimeTest {
    private static final long OWN = 20_000;

    private final Tape tape = Tape.street();

    @Test
    void aLaterDefinitionHoldsFromItsSlotAndNotBefore() {
        defineByGrid(tape, 1, 30_000, slot(2).start());

        assertThat(fees(4)).containsExactly(OWN, OWN, 30_000L, 30_000L);
    }

    @Test
    void theBuyerPaysTheFeeOfTheSlot() {
        defineByGrid(tape, 1, 30_000, slot(1).start());
        for (int i = 0; i < 2; i++) {
            tape.place(ANNA, SELL, slot(i), 1_000, 100_000);
            tape.place(BEN, BUY, slot(i), 600, 250_000);
        }
        tape.at("10:40:00").close(slot(0));
        tape.close(slot(1));

        assertThat(tape.effects(Effect.RoundHeld.class))
                .extracting(closed -> closed.line().result().fills().getFirst().fee())
                .containsExactly(new Price(20_000), new Price(30_000));
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(Tape.PLENTY - 600 * (120_000L + 130_000L)));
    }

    @Test
    void aDefinitionForASealedSlotHoldsFromTheNextOne() {
        tape.at("10:25:00").close(slot(0));
        SealedBook sealed = sealed(tape).getFirst();

        defineByGrid(tape, 1, 30_000, FIRST);

        assertThat(fees(3)).containsExactly(OWN, 30_000L, 30_000L);
        assertThat(sealed(tape).getFirst()).isEqualTo(sealed);
    }

    @Test
    void aTimeBetweenTwoSlotsMeansTheLaterOne() {
        defineByGrid(tape, 1, 30_000, slot(1).start().plusNanos(1));

        assertThat(fees(3)).containsExactly(OWN, OWN, 30_000L);
    }

    @Test
    void theHighestVersionHoldsWheneverItComes() {
        defineByGrid(tape, 3, 33_000, slot(1).start());
        defineByGrid(tape, 2, 32_000, slot(1).start());
        defineByGrid(tape, 1, 31_000, slot(3).start());
        defineByGrid(tape, 4, 34_000, slot(4).start());
        defineByGrid(tape, 5, 35_000, slot(3).start());

        assertThat(fees(6)).containsExactly(OWN, 33_000L, 33_000L, 35_000L, 35_000L, 35_000L);
    }

    @Test
    void theSameEventAgainChangesNothing() {
        defineByGrid(tape, 1, 30_000, slot(1).start());
        defineByGrid(tape, 2, 31_000, slot(2).start());
        int effects = tape.effects.size();

        assertThat(defineByGrid(tape, 1, 30_000, slot(1).start())).isEqualTo(new Outcome.Done(List.of()));
        assertThat(defineByGrid(tape, 2, 31_000, slot(2).start())).isEqualTo(new Outcome.Done(List.of()));

        assertThat(tape.effects).hasSize(effects);
        assertThat(fees(3)).containsExactly(OWN, 30_000L, 31_000L);
        assertThat(defineByGrid(tape, 1, 30_000, slot(1).start())).isEqualTo(new Outcome.Done(List.of()));
    }

    @Test
    void theCommunityDefinesItsZoneUntilTheGridDoes() {
        assertThat(defineByCommunity(tape, 25_000, slot(1).start())).isInstanceOf(Outcome.Done.class);
        defineByGrid(tape, 1, 30_000, slot(2).start());

        assertThat(defineByCommunity(tape, 26_000, null)).isInstanceOf(Outcome.Done.class);
        Outcome refused = defineByCommunity(tape, 27_000, slot(2).start());

        assertThat(((Outcome.Refused) refused).violations())
                .extracting(Violation::code)
                .containsExactly("zone-of-the-grid");
        assertThat(fees(4)).containsExactly(26_000L, 26_000L, 30_000L, 30_000L);
    }

    @Test
    void theSameFeeAgainChangesNothing() {
        assertThat(defineByCommunity(tape, OWN, null)).isEqualTo(new Outcome.Done(List.of()));
        tape.at("10:25:00").close(slot(0));
        assertThat(defineByCommunity(tape, OWN, null)).isEqualTo(new Outcome.Done(List.of()));
    }

    @Test
    void ordersAreTakenForSlotsInWhichTheirZoneWillBeKnown() {
        GridZoneId feeder = new GridZoneId("feeder-9");
        tape.play(define(zone(feeder, 1, 30_000), slot(1).start()));
        Member anna = Tape.member(ANNA);
        tape.play(new BookCommand.DefineMember(
                new CommandId(new UUID(5, 1)),
                COMMUNITY,
                FIRST,
                new Member(ANNA, anna.wallet(), anna.meter(), feeder, anna.feedIn(), anna.retail(), null)));

        assertThat(tape.place(in(feeder, tape.draft(ANNA, SELL, slot(0), 1, 1_000))))
                .containsExactly("zone-unknown");
        assertThat(tape.place(in(feeder, tape.draft(ANNA, SELL, slot(1), 1, 1_000))))
                .isEmpty();

        tape.at("10:40:00").close(slot(0));
        tape.close(slot(1));
        assertThat(sealed(tape))
                .extracting(
                        book -> book.zones().stream().map(SealedBook.Zone::id).toList())
                .containsExactly(List.of(ZONE), List.of(feeder, ZONE));
        assertThat(tape.place(in(feeder, tape.draft(ANNA, SELL, slot(0), 1, 1_000))))
                .containsExactly("slot-sealed");
    }

    private static OrderDraft in(GridZoneId zone, OrderDraft draft) {
        return new OrderDraft(
                draft.id(),
                draft.account(),
                zone,
                draft.side(),
                draft.slotStart(),
                draft.energyWh(),
                draft.limitMicroPerKwh());
    }

    @Test
    void zonesOfTheGridWaitForTheirMarket() {
        Tape unopened = new Tape(CommunityBook.restore(CommunityState.unknown(COMMUNITY)));

        assertThat(defineByCommunity(unopened, OWN, null)).isInstanceOf(Outcome.Refused.class);
        defineByGrid(unopened, 1, 30_000, FIRST.minusSeconds(3_600));
        defineByGrid(unopened, 2, 31_000, slot(1).start());
        assertThat(unopened.effects(Effect.CommunityChanged.class))
                .as("the community is stored, so that its zones are found again")
                .contains(new Effect.CommunityChanged(null, null, 0));
        Tape restored = new Tape(CommunityBook.restore(stored(unopened.effects)));
        restored.play(new BookCommand.DefineCommunity(new CommandId(new UUID(6, 6)), COMMUNITY, FIRST, TERMS));
        restored.at("10:40:00").close(slot(0));
        restored.close(slot(1));

        assertThat(sealed(restored))
                .extracting(book -> book.zones().getFirst().localFee())
                .containsExactly(new Price(30_000), new Price(31_000));
    }

    @Test
    void whatAZoneIsDefinedWithIsKept() {
        Zone whole = new Zone(ZONE, new GridZoneId("north"), 7, new Price(1), new Price(2), new Power(3), null);
        tape.play(define(whole, slot(1).start()));

        CommunityState state = stored(tape.effects);

        assertThat(Zones.of(state.zones()).at(slot(1).start()))
                .containsExactly(new ZoneDefinition(whole, slot(1).start()));
    }

    @Test
    void commandsOfBeforeAreStillReadAndNewOnesComeBackAsTheyWere() throws IOException {
        String before = """
                {"id": "00000000-0000-0003-0000-000000000001", "community": "%s", "issuedAt": "2026-06-01T10:00:00Z",
                 "zone": {"id": "street", "localFee": 20000}}""".formatted(COMMUNITY);
        BookCommand.DefineZone old = Json.mapper().readValue(before, BookCommand.DefineZone.class);
        assertThat(old.zone()).isEqualTo(Zone.ofCommunity(ZONE, new Price(OWN)));
        assertThat(old.effectiveFrom()).isNull();

        Zone whole = new Zone(ZONE, new GridZoneId("north"), 7, new Price(1), new Price(2), new Power(3), null);
        for (BookCommand.DefineZone command : List.of(old, define(whole, FIRST))) {
            byte[] json = Json.mapper().writeValueAsBytes(command);
            assertThat(Json.mapper().readValue(json, BookCommand.DefineZone.class))
                    .isEqualTo(command);
        }
    }

    @Test
    void aNumberedDefinitionSaysFromWhenAndNamesAYearOfTheMarket() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> define(zone(ZONE, 1, 30_000), null))
                .withMessageContaining("effectiveFrom");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> define(zone(ZONE, 1, 30_000), Instant.MAX))
                .withMessageContaining("1970 to 2199");
    }

    /** A definition as it came, for the naive reference. */
    private record Came(long version, int place, Instant from, long fee) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everySlotHasTheFeeOfTheNaiveReferenceAlsoFromTheDatabaseAndInAReplay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Came> all = new ArrayList<>(List.of(new Came(0, 0, FIRST, OWN)));
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (int n = random.nextInt(4); n > 0; n--) {
                long version = random.nextInt(30);
                Instant from = slot(i + random.nextInt(-3, 8)).start();
                long fee = version == 0 ? 1_000L * all.size() : 1_000_000 + version;
                Outcome outcome = tape.play(define(zone(ZONE, version, fee), from));
                if (outcome instanceof Outcome.Done) {
                    Instant open = slot(i).start();
                    all.add(new Came(version, all.size(), from.isBefore(open) ? open : from, fee));
                }
            }
            tape.at(slot(i).start().minus(TERMS.gateClosure()));
            tape.close(slot(i));
            Instant start = slot(i).start();
            expected.add(all.stream()
                    .filter(came -> !came.from.isAfter(start))
                    .max(Comparator.comparingLong(Came::version).thenComparingInt(Came::place))
                    .orElseThrow()
                    .fee);
        }

        assertThat(feesOf(tape)).isEqualTo(expected);
        Tape replay = new Tape(CommunityBook.restore(CommunityState.unknown(COMMUNITY)));
        tape.played.forEach(replay::play);
        assertThat(sealed(replay)).isEqualTo(sealed(tape));
        assertThat(replay.effects).endsWith(tape.effects.toArray(Effect[]::new));
        CommunityState state = stored(replay.effects);
        assertThat(state.zones()).as("what is past is forgotten").hasSizeLessThan(12);
        Tape restored = new Tape(CommunityBook.restore(state));
        for (int i = 40; i < 50; i++) {
            tape.at(slot(i).start()).close(slot(i));
            restored.at(slot(i).start()).close(slot(i));
        }
        assertThat(sealed(restored)).hasSize(10).isEqualTo(sealed(tape).subList(40, 50));
    }

    /** What effects leave in the database, as far as zones and slots go. */
    private static CommunityState stored(List<Effect> effects) {
        Map<GridZoneId, Map<Instant, Zone>> rows = new LinkedHashMap<>();
        Effect.CommunityChanged community = new Effect.CommunityChanged(null, null, 0);
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.CommunityChanged changed -> community = changed;
                case Effect.ZoneChanged(ZoneDefinition(Zone zone, Instant from)) ->
                    rows.computeIfAbsent(zone.id(), id -> new LinkedHashMap<>()).put(from, zone);
                case Effect.ZoneSuperseded(GridZoneId zone, Instant from) ->
                    assertThat(rows.get(zone).remove(from))
                            .as("a row that is there")
                            .isNotNull();
                default -> {}
            }
        }
        List<ZoneDefinition> zones = new ArrayList<>();
        rows.values().forEach(ofZone -> ofZone.forEach((from, zone) -> zones.add(new ZoneDefinition(zone, from))));
        return new CommunityState(
                COMMUNITY,
                community.terms(),
                community.nextSlot(),
                community.balanceSequence(),
                zones,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                MandateState.NONE,
                List.of());
    }

    private static Zone zone(GridZoneId id, long version, long fee) {
        return new Zone(id, null, version, new Price(fee), Price.ZERO, null, null);
    }

    private static BookCommand.DefineZone define(Zone zone, @Nullable Instant from) {
        return new BookCommand.DefineZone(new CommandId(new UUID(7, 7)), COMMUNITY, FIRST, zone, from);
    }

    private static Outcome defineByGrid(Tape tape, long version, long fee, Instant from) {
        return tape.play(define(zone(ZONE, version, fee), from));
    }

    private static Outcome defineByCommunity(Tape tape, long fee, @Nullable Instant from) {
        return tape.play(define(Zone.ofCommunity(ZONE, new Price(fee)), from));
    }

    private static List<SealedBook> sealed(Tape tape) {
        return tape.effects(Effect.RoundHeld.class).stream()
                .map(closed -> closed.line().book())
                .toList();
    }

    /** The fees of the first slots, those not yet sealed sealed now. */
    private List<Long> fees(int slots) {
        tape.at(slot(slots).start());
        for (int i = 0; i < slots; i++) {
            tape.close(slot(i));
        }
        return feesOf(tape);
    }

    private static List<Long> feesOf(Tape tape) {
        return sealed(tape).stream()
                .map(book -> book.zones().getFirst().localFee().microPerKwh())
                .toList();
    }
}
