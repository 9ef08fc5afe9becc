package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.CARLA;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.PLENTY;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.BuildingId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import energy.peerwatt.orderbook.market.domain.Connection;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Neighbours;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an order may say, how it is replaced, and what a member might try with it. */
class OrdersTest {
    private final Tape tape = Tape.auctioning();

    private OrderDraft draft(AccountId account, Side side, long wh, long limit, OrderTerms terms) {
        OrderDraft plain = tape.draft(account, side, slot(4), wh, limit);
        return new OrderDraft(plain.id(), account, plain.zone(), side, plain.slotStart(), wh, limit, terms);
    }

    private static OrderTerms preferring(SealedBook.Preference... preferences) {
        return new OrderTerms(null, null, null, null, List.of(), null, List.of(preferences));
    }

    private static SealedBook.Preference preference(
            List<AccountId> partners, List<EnergySource> sources, long limit, long most) {
        return new SealedBook.Preference(partners, sources, null, new Price(limit), new Energy(most));
    }

    private static OrderTerms of(EnergySource source) {
        return new OrderTerms(null, null, null, source, List.of(), null, List.of());
    }

    private static OrderTerms valid(@Nullable String from, @Nullable String until) {
        return new OrderTerms(time(from), time(until), null, null, List.of(), null, List.of());
    }

    private static @Nullable Instant time(@Nullable String time) {
        return time == null ? null : Instant.parse("2026-06-01T" + time + "Z");
    }

    private Outcome replace(OrderId order, OrderDraft by) {
        return tape.play(new BookCommand.ReplaceOrder(tape.id(), COMMUNITY, tape.now, order, by));
    }

    private List<ClearingResult.Fill> close() {
        tape.at(Tape.TERMS.gateOf(slot(4)));
        for (int i = 0; i <= 4; i++) {
            tape.close(slot(i));
        }
        return tape.effects(Effect.RoundHeld.class).stream()
                .flatMap(held -> held.line().result().fills().stream())
                .toList();
    }

    private Order waiting(OrderId id) {
        return tape.book.openOrders().stream()
                .filter(order -> order.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void define(AccountId account, Connection connection) {
        define(account, connection, null);
    }

    private void define(AccountId account, Connection connection, @Nullable HouseholdRules rules) {
        Member known = Tape.member(account);
        tape.play(new BookCommand.DefineMember(
                tape.id(),
                COMMUNITY,
                tape.now,
                new Member(
                        account,
                        known.wallet(),
                        known.meter(),
                        known.zone(),
                        known.feedIn(),
                        known.retail(),
                        rules,
                        connection)));
    }

    private void define(AccountId account, Neighbours others) {
        define(account, Connection.UNKNOWN, new HouseholdRules(false, Price.ZERO, Price.ZERO, 0, null, null, others));
    }

    private void show(AccountId account) {
        define(account, new Neighbours(List.of(), null, true));
    }

    @Test
    void anOrderThatIsReplacedKeepsItsPlaceInTimeOnlyIfItWantsLess() {
        OrderId first = tape.place(BEN, Side.BUY, slot(4), 1_000, 200_000);
        Instant placed = tape.now;
        tape.at("10:02:00");
        OrderDraft less = draft(BEN, Side.BUY, 700, 200_000, OrderTerms.NONE);
        replace(first, less);
        assertThat(waiting(less.id()).submittedAt()).isEqualTo(placed);
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - 700 * 200_000));
        OrderDraft dearer = draft(BEN, Side.BUY, 700, 210_000, OrderTerms.NONE);
        replace(less.id(), dearer);
        assertThat(waiting(dearer.id()).submittedAt()).isEqualTo(tape.now);
        assertThat(tape.effects)
                .contains(new Effect.OrderEnded(first, OrderState.REPLACED, Energy.ZERO))
                .contains(new Effect.OrderEnded(less.id(), OrderState.REPLACED, Energy.ZERO));
    }

    /** Ben pays 22 ct, and 3 ct more for Carla; the fee is 2 ct. Carla asks 22 ct, Anna 20.5 ct. */
    @Test
    void aPremiumBuysOfTheFavouriteAndOfNobodyElse() {
        show(CARLA);
        OrderTerms favouring = OrderTerms.nominating(List.of(), null)
                .favouring(List.of(CARLA), new Price(250_000), new Price(220_000));
        tape.place(ANNA, Side.SELL, slot(4), 1_000, 205_000);
        tape.place(CARLA, Side.SELL, slot(4), 400, 220_000);
        assertThat(tape.place(draft(BEN, Side.BUY, 1_000, 250_000, favouring))).isEmpty();
        List<ClearingResult.Fill> fills = close();
        assertThat(fills).singleElement().satisfies(fill -> {
            assertThat(fill.seller()).isEqualTo(CARLA);
            assertThat(fill.energy()).isEqualTo(new Energy(400));
            assertThat(fill.price().microPerKwh()).isBetween(220_000L, 230_000L);
        });
    }

    @Test
    void aReplacementThatIsRefusedLeavesEverythingAsItWas() {
        OrderId first = tape.place(BEN, Side.BUY, slot(4), 1_000, 200_000);
        Money free = tape.book.free(BEN);
        OrderDraft tooDear = draft(BEN, Side.BUY, PLENTY, 200_001, OrderTerms.NONE);
        assertThat(replace(first, tooDear))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::code)
                                .contains("limit-off-tick", "balance-too-low"));
        assertThat(waiting(first).energy()).isEqualTo(new Energy(1_000));
        assertThat(tape.book.free(BEN)).isEqualTo(free);
    }

    @Test
    void whoPutsAnOrderInTheirPlaceNeedsTheMoneyOnce() {
        tape.balance(BEN, 300_000_000);
        OrderId first = tape.place(BEN, Side.BUY, slot(4), 1_000, 200_000);
        OrderDraft more = draft(BEN, Side.BUY, 1_500, 200_000, OrderTerms.NONE);
        assertThat(replace(first, more)).isInstanceOf(Outcome.Done.class);
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ZERO);
    }

    @Test
    void nobodyReplacesOrCancelsAfterTheGateOrTwice() {
        OrderId order = tape.place(BEN, Side.BUY, slot(4), 1_000, 200_000);
        tape.at(Tape.TERMS.gateOf(slot(4)));
        OrderDraft late = draft(BEN, Side.BUY, 10, 200_000, OrderTerms.NONE);
        assertThat(replace(order, late)).isEqualTo(refusedAfterGate());
        assertThat(tape.cancel(order)).isEqualTo(refusedAfterGate());
        tape.at("10:00:00");
        tape.cancel(order);
        assertThat(tape.cancel(order)).isInstanceOf(Outcome.Refused.class);
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY));
    }

    private static Outcome refusedAfterGate() {
        return Outcome.Refused.because(
                "after-gate", "order", "the gate of its slot closed at " + Tape.TERMS.gateOf(slot(4)));
    }

    @Test
    void anOrderTradesOnlyWhileItIsValid() {
        tape.place(ANNA, Side.SELL, slot(4), 1_000, 90_000);
        OrderDraft later = draft(BEN, Side.BUY, 400, 200_000, valid("10:10:00", null));
        OrderDraft shortly = draft(CARLA, Side.BUY, 400, 100_000, valid(null, "10:05:00"));
        assertThat(tape.place(later)).isEmpty();
        assertThat(tape.place(shortly)).isEmpty();
        tape.at("10:05:00").auctions();
        assertThat(tape.effects(Effect.RoundHeld.class)).isEmpty();
        assertThat(tape.effects).contains(new Effect.OrderEnded(shortly.id(), OrderState.EXPIRED, Energy.ZERO));
        assertThat(tape.book.free(CARLA)).isEqualTo(Money.ofNano(PLENTY));
        tape.at("10:10:00").auctions();
        assertThat(tape.effects).contains(new Effect.OrderEnded(later.id(), OrderState.FILLED, new Energy(400)));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        AccountId stranger = Tape.account(77);
        OrderTerms terms = new OrderTerms(
                time("10:30:00"),
                time("09:00:00"),
                new Energy(5),
                EnergySource.SOLAR,
                List.of(BEN, stranger),
                CARLA,
                List.of(preference(List.of(), List.of(), 250_500, 0)));
        assertThat(tape.place(draft(BEN, Side.BUY, 0, 200_500, terms)))
                .containsExactlyInAnyOrder(
                        "energy-out-of-range",
                        "limit-off-tick",
                        "validity-over",
                        "validity-empty",
                        "not-in-an-auction",
                        "not-of-a-buy",
                        "not-of-a-buy",
                        "own-account",
                        "partner-unknown",
                        "beyond-the-limit",
                        "limit-off-tick",
                        "energy-out-of-range");
    }

    @Test
    void aNamedPartnerOrSolarOrAnyTradesByTheBestAlternativeThatFits() {
        OrderDraft sell = draft(ANNA, Side.SELL, 800, 210_000, of(EnergySource.SOLAR));
        OrderDraft buy = draft(
                BEN,
                Side.BUY,
                1_000,
                280_000,
                preferring(
                        preference(List.of(CARLA), List.of(), 280_000, 1_000),
                        preference(List.of(), List.of(EnergySource.SOLAR), 250_000, 1_000),
                        preference(List.of(), List.of(), 200_000, 500)));
        assertThat(tape.place(sell)).isEmpty();
        assertThat(tape.place(buy)).isEmpty();
        List<ClearingResult.Fill> fills = close();
        assertThat(fills).singleElement().satisfies(fill -> {
            assertThat(fill.energy()).isEqualTo(new Energy(800));
            assertThat(fill.buyAlternative()).isEqualTo(1);
            assertThat(fill.buyerPays().microPerKwh()).isBetween(230_000L, 250_000L);
        });
    }

    @Test
    void energyOfTheOwnBuildingIsWantedByWhoLivesInOne() {
        OrderTerms atHome = preferring(
                new SealedBook.Preference(List.of(), List.of(), Tier.BUILDING.ordinal(), new Price(250_000), null));
        assertThat(tape.place(draft(BEN, Side.BUY, 1_000, 250_000, atHome))).containsExactly("no-building");
        Connection tower = new Connection(new BuildingId("tower"), null, null, null);
        define(BEN, tower);
        define(CARLA, tower);
        assertThat(tape.place(draft(BEN, Side.BUY, 1_000, 250_000, atHome))).isEmpty();
        tape.place(ANNA, Side.SELL, slot(4), 800, 90_000);
        tape.place(CARLA, Side.SELL, slot(4), 300, 100_000);
        assertThat(close()).singleElement().satisfies(fill -> {
            assertThat(fill.seller()).isEqualTo(CARLA);
            assertThat(fill.energy()).isEqualTo(new Energy(300));
        });
    }

    @Test
    void aGiftCostsTheReceiverTheFeeAndTheRestIsSold() {
        show(BEN);
        OrderTerms gift = new OrderTerms(null, null, null, null, List.of(), BEN, List.of());
        assertThat(tape.place(draft(ANNA, Side.SELL, 1_000, 150_000, gift))).isEmpty();
        tape.place(BEN, Side.BUY, slot(4), 300, 50_000);
        tape.place(CARLA, Side.BUY, slot(4), 1_000, 250_000);
        List<ClearingResult.Fill> fills = close();
        assertThat(fills)
                .filteredOn(fill -> fill.step() == ClearingResult.Step.GIFT)
                .singleElement()
                .satisfies(fill -> {
                    assertThat(fill.buyer()).isEqualTo(BEN);
                    assertThat(fill.price()).isEqualTo(Price.ZERO);
                    assertThat(fill.energy()).isEqualTo(new Energy(300));
                });
        assertThat(fills)
                .filteredOn(fill -> fill.buyer().equals(CARLA))
                .singleElement()
                .satisfies(fill -> assertThat(fill.energy()).isEqualTo(new Energy(700)));
    }

    private List<ClearingResult.Fill> bensFills(OrderTerms bens, OrderTerms annas) {
        assertThat(tape.place(draft(ANNA, Side.SELL, 1_000, 100_000, annas))).isEmpty();
        assertThat(tape.place(draft(BEN, Side.BUY, 1_000, 250_000, bens))).isEmpty();
        return close();
    }

    @Test
    void nobodyLearnsByNamingSomebodyHiddenWhetherItTrades() {
        OrderTerms onlyAnna = preferring(preference(List.of(ANNA), List.of(), 250_000, 1_000));
        assertThat(bensFills(onlyAnna, OrderTerms.NONE)).isEmpty();
        assertThat(tape.effects(Effect.OrderEnded.class))
                .extracting(Effect.OrderEnded::state)
                .containsOnly(OrderState.UNFILLED);
    }

    @Test
    void whoNominatesSomebodyHiddenTradesInTheAuctionLikeAll() {
        assertThat(bensFills(OrderTerms.nominating(List.of(ANNA), null), OrderTerms.NONE))
                .singleElement()
                .satisfies(fill -> assertThat(fill.step()).isNull());
    }

    @Test
    void somebodyHiddenGetsNoGiftsThatWouldTellWhenItBuys() {
        assertThat(bensFills(OrderTerms.NONE, OrderTerms.nominating(List.of(), BEN)))
                .singleElement()
                .satisfies(fill -> assertThat(fill.step()).isNull());
    }

    @Test
    void whoIsShownMayBeNamed() {
        show(ANNA);
        assertThat(bensFills(OrderTerms.nominating(List.of(ANNA), null), OrderTerms.NONE))
                .singleElement()
                .satisfies(fill -> assertThat(fill.step()).isEqualTo(ClearingResult.Step.NOMINATED));
    }

    @Test
    void whoNamesTheOtherInItsRulesMayBeNamed() {
        define(ANNA, new Neighbours(List.of(BEN), null, false));
        assertThat(bensFills(OrderTerms.nominating(List.of(ANNA), null), OrderTerms.NONE))
                .singleElement()
                .satisfies(fill -> assertThat(fill.step()).isEqualTo(ClearingResult.Step.NOMINATED));
    }

    @Test
    void whoNamesTheOtherInAnOrderMayBeNamed() {
        OrderTerms onlyAnna = preferring(preference(List.of(ANNA, CARLA), List.of(), 250_000, 1_000));
        assertThat(bensFills(onlyAnna, OrderTerms.nominating(List.of(BEN), null)))
                .singleElement()
                .satisfies(fill -> assertThat(fill.energy()).isEqualTo(new Energy(1_000)));
    }

    @Test
    void aTickThatAlternativesOfWaitingOrdersAreOffIsRefused() {
        tape.place(draft(BEN, Side.BUY, 1_000, 280_000, preferring(preference(List.of(), List.of(), 241_000, 1_000))));
        MarketTerms coarse = new MarketTerms(
                Tape.TERMS.slotLength(),
                Tape.TERMS.gateClosure(),
                Tape.TERMS.rule(),
                new Price(10_000),
                Tape.TERMS.firstSlot());
        Outcome outcome = tape.play(new BookCommand.DefineCommunity(tape.id(), COMMUNITY, tape.now, coarse));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::code)
                                .containsExactly("tick-in-use"));
    }

    @Test
    void theBuildingOfAMemberIsSealedWithItsOrders() {
        define(ANNA, new Connection(new BuildingId("tower"), null, null, null));
        tape.place(ANNA, Side.SELL, slot(4), 100, 90_000);
        close();
        assertThat(tape.effects(Effect.RoundHeld.class).getLast().line().book().orders())
                .singleElement()
                .satisfies(order -> assertThat(String.valueOf(order.building())).isEqualTo("tower"));
    }

    @Test
    void noNumberOfOrdersGetsBeyondTheNameplate() {
        define(ANNA, new Connection(null, new Power(4_000), null, null));
        assertThat(tape.place(tape.draft(ANNA, Side.SELL, slot(4), 1_001, 90_000)))
                .containsExactly("above-nameplate");
        OrderDraft half = tape.draft(ANNA, Side.SELL, slot(4), 600, 90_000);
        assertThat(tape.place(half)).isEmpty();
        assertThat(tape.place(tape.draft(ANNA, Side.SELL, slot(4), 401, 90_000)))
                .containsExactly("above-nameplate");
        tape.place(BEN, Side.BUY, slot(4), 600, 200_000);
        tape.at("10:05:00").auctions();
        assertThat(tape.effects).contains(new Effect.OrderEnded(half.id(), OrderState.FILLED, new Energy(600)));
        assertThat(tape.place(tape.draft(ANNA, Side.SELL, slot(4), 401, 90_000)))
                .containsExactly("above-nameplate");
        assertThat(tape.place(tape.draft(ANNA, Side.SELL, slot(4), 400, 90_000)))
                .isEmpty();
        assertThat(tape.place(tape.draft(ANNA, Side.SELL, slot(5), 1_000, 90_000)))
                .isEmpty();
    }

    @Test
    void accountsOfOneOwnerDoNotWashTrades() {
        define(ANNA, new Connection(null, null, null, "the same hands"));
        define(BEN, new Connection(null, null, null, "the same hands"));
        tape.place(ANNA, Side.SELL, slot(4), 100, 90_000);
        assertThat(tape.place(tape.draft(BEN, Side.BUY, slot(4), 100, 200_000))).containsExactly("self-match");
        assertThat(tape.place(tape.draft(ANNA, Side.BUY, slot(4), 100, 200_000)))
                .containsExactly("self-match");
        assertThat(tape.place(tape.draft(BEN, Side.SELL, slot(4), 100, 90_000))).isEmpty();
        assertThat(tape.place(tape.draft(BEN, Side.BUY, slot(5), 100, 200_000))).isEmpty();
    }

    @Test
    void oneMeterAndOneWalletAreOneMember() {
        Member anna = Tape.member(ANNA);
        Outcome second = tape.play(new BookCommand.DefineMember(
                tape.id(),
                COMMUNITY,
                tape.now,
                new Member(
                        Tape.account(9),
                        anna.wallet(),
                        anna.meter(),
                        anna.zone(),
                        anna.feedIn(),
                        anna.retail(),
                        null)));
        assertThat(second)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::code)
                                .containsExactlyInAnyOrder("meter-taken", "wallet-taken"));
    }

    @Test
    void whatHasTradedCannotBeCancelledOrReplacedAway() {
        OrderId sell = tape.place(ANNA, Side.SELL, slot(4), 1_000, 90_000);
        tape.place(BEN, Side.BUY, slot(4), 600, 200_000);
        tape.at("10:05:00").auctions();
        OrderDraft away = draft(ANNA, Side.SELL, 1, 290_000, OrderTerms.NONE);
        replace(sell, away);
        tape.cancel(away.id());
        assertThat(tape.effects)
                .contains(new Effect.OrderEnded(sell, OrderState.REPLACED, new Energy(600)))
                .contains(new Effect.OrderEnded(away.id(), OrderState.CANCELLED, Energy.ZERO));
        assertThat(tape.place(tape.draft(ANNA, Side.BUY, slot(4), 100, 200_000)))
                .containsExactly("self-match");
    }
}
