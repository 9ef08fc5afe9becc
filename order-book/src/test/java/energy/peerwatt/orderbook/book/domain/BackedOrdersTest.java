package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.TERMS;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody orders more than a forecast and experience back, in whatever way it is tried. A quarter more is tolerated. */
class BackedOrdersTest {
    private final Tape tape = Tape.auctioning();

    @BeforeEach
    void aQuarterMoreIsTolerated() {
        terms(250);
    }

    private void terms(@Nullable Integer tolerance) {
        tape.play(new BookCommand.DefineCommunity(
                tape.id(),
                COMMUNITY,
                tape.now,
                TERMS.auctionsEvery(Duration.ofMinutes(5)).tolerating(tolerance)));
    }

    private OrderDraft sale(long wh, @Nullable Long surplus) {
        return draft(ANNA, Side.SELL, wh, 90_000, surplus == null ? null : new NetEnergy(-surplus));
    }

    private OrderDraft draft(AccountId account, Side side, long wh, long limit, @Nullable NetEnergy backed) {
        return tape.draft(account, side, slot(4), wh, limit).backedBy(backed);
    }

    private Outcome replace(OrderId order, OrderDraft by) {
        return tape.play(new BookCommand.ReplaceOrder(tape.id(), COMMUNITY, tape.now, order, by));
    }

    private static List<String> codes(Outcome outcome) {
        return outcome instanceof Outcome.Refused(List<Violation> violations)
                ? violations.stream().map(Violation::code).toList()
                : List.of();
    }

    private void experience(AccountId account, long traded, long kept) {
        tape.play(BookCommand.UpdateBalances.of(
                new BalancesChanged(
                        COMMUNITY,
                        1_000,
                        null,
                        List.of(),
                        List.of(new BalancesChanged.Delivery(
                                account, slot(-10), new Energy(traded), new Energy(kept), Energy.ZERO))),
                tape.now));
    }

    private long waitsOrTraded(AccountId account) {
        long waits = tape.book.openOrders().stream()
                .filter(order -> order.account().equals(account))
                .mapToLong(order -> order.left().wattHours())
                .sum();
        return waits + traded(account);
    }

    private long traded(AccountId account) {
        return tape.effects(Effect.RoundHeld.class).stream()
                .flatMap(held -> held.line().result().fills().stream())
                .filter(fill -> fill.seller().equals(account) || fill.buyer().equals(account))
                .mapToLong(fill -> fill.energy().wattHours())
                .sum();
    }

    @Test
    void aSaleMayBeAQuarterAboveTheForecastAndNoMore() {
        assertThat(tape.place(sale(1_251, 1_000L))).containsExactly("above-forecast");
        assertThat(tape.place(sale(1_250, 1_000L))).isEmpty();
        assertThat(tape.place(sale(1, 1_000L))).containsExactly("above-forecast");
    }

    @Test
    void whoKeptToHalfOfItsTradesMayOfferAccordinglyLess() {
        experience(ANNA, 1_000, 500);
        assertThat(tape.book.reliability(ANNA).permille()).isEqualTo(741);
        assertThat(tape.place(sale(927, 1_000L))).containsExactly("above-forecast");
        assertThat(tape.place(sale(926, 1_000L))).as("1,000 × 1.25 × 0.741").isEmpty();
    }

    @Test
    void aHomeThatShouldHaveNothingLeftSellsNothing() {
        assertThat(tape.place(draft(ANNA, Side.SELL, 1, 90_000, new NetEnergy(300))))
                .containsExactly("above-forecast");
    }

    @Test
    void aHomeBuysWhatItShouldNeedAndOneThatShouldNeedNothingIsLeftAlone() {
        NetEnergy need = new NetEnergy(400);
        assertThat(tape.place(draft(BEN, Side.BUY, 501, 200_000, need))).containsExactly("above-forecast");
        assertThat(tape.place(draft(BEN, Side.BUY, 500, 200_000, need))).isEmpty();
        assertThat(tape.place(draft(ANNA, Side.BUY, 5_000, 200_000, new NetEnergy(-400))))
                .isEmpty();
    }

    @Test
    void withoutAForecastOrWithTermsThatAskForNoneOtherRulesDecide() {
        assertThat(tape.place(sale(90_000, null))).isEmpty();
        terms(null);
        assertThat(tape.place(sale(90_000, 1L))).isEmpty();
    }

    @Test
    void itIsSaidTogetherWithAllElseThatIsWrong() {
        assertThat(tape.place(draft(ANNA, Side.SELL, 2_000, 90_001, new NetEnergy(-1_000))))
                .containsExactly("limit-off-tick", "above-forecast");
    }

    @Test
    void manySmallOrdersAreNoMoreThanABigOne() {
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            refused.addAll(tape.place(sale(100, 1_000L)));
        }
        assertThat(refused).hasSize(8).containsOnly("above-forecast");
        assertThat(waitsOrTraded(ANNA)).isEqualTo(1_200);
    }

    @Test
    void whatARoundHasSoldIsNotOfferedAgainInTheNext() {
        assertThat(tape.place(sale(1_250, 1_000L))).isEmpty();
        assertThat(tape.place(draft(BEN, Side.BUY, 1_250, 200_000, null))).isEmpty();
        tape.at("10:05:00").auctions();
        assertThat(traded(ANNA)).isEqualTo(1_250);
        assertThat(tape.place(sale(1, 1_000L))).containsExactly("above-forecast");
    }

    @Test
    void whatIsBoughtDirectlyCountsLikeAllElse() {
        OrderDraft offer = tape.draft(ANNA, Side.SELL, slot(4), 1_000, 90_000);
        OrderDraft listed = new OrderDraft(
                offer.id(), ANNA, offer.zone(), Side.SELL, offer.slotStart(), 1_000, 90_000, OrderTerms.NONE.forAll());
        assertThat(tape.place(listed)).isEmpty();
        assertThat(tape.place(directly(listed.id(), 501))).containsExactly("above-forecast");
        assertThat(tape.place(directly(listed.id(), 300))).isEmpty();
        assertThat(tape.place(directly(listed.id(), 201))).containsExactly("above-forecast");
        assertThat(tape.place(directly(listed.id(), 200))).isEmpty();
        assertThat(traded(BEN)).isEqualTo(500);
    }

    /** Ben should need 400 Wh. */
    private OrderDraft directly(OrderId offer, long wh) {
        OrderDraft plain = tape.draft(BEN, Side.BUY, slot(4), wh, 200_000);
        OrderTerms terms = new OrderTerms(null, null, null, null, List.of(), null, List.of(), offer, null);
        return new OrderDraft(
                plain.id(), BEN, plain.zone(), Side.BUY, plain.slotStart(), wh, 200_000, terms, new NetEnergy(400));
    }

    @Test
    void anotherOrderInThePlaceOfOneGetsNoMoreEither() {
        OrderDraft first = sale(1_000, 1_000L);
        tape.place(first);
        assertThat(codes(replace(first.id(), sale(1_251, 1_000L)))).containsExactly("above-forecast");
        OrderDraft more = sale(1_250, 1_000L);
        assertThat(codes(replace(first.id(), more))).isEmpty();
        tape.place(draft(BEN, Side.BUY, 800, 200_000, null));
        tape.at("10:05:00").auctions();
        assertThat(codes(replace(more.id(), sale(451, 1_000L)))).containsExactly("above-forecast");
        assertThat(waitsOrTraded(ANNA)).isEqualTo(1_250);
    }

    @Test
    void whoWantsLessIsHeardAlsoWhenTheForecastHasFallenFurther() {
        OrderDraft first = sale(1_000, 1_000L);
        tape.place(first);
        OrderDraft less = sale(600, 100L);
        assertThat(codes(replace(first.id(), less))).isEmpty();
        assertThat(codes(replace(less.id(), sale(601, 100L)))).containsExactly("above-forecast");
        assertThat(waitsOrTraded(ANNA)).isEqualTo(600);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverIsTriedNoMoreIsOnOfferOrSoldThanIsBacked(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        experience(ANNA, 1_000, random.nextLong(1_001));
        long backed = 200 + random.nextLong(3_000);
        long most = backed * 1_250 * tape.book.reliability(ANNA).permille() / 1_000_000;
        for (int step = 0; step < 120; step++) {
            List<OrderId> own = tape.book.openOrders().stream()
                    .filter(order -> order.account().equals(ANNA))
                    .map(Order::id)
                    .sorted()
                    .toList();
            OrderDraft sale = sale(1 + random.nextLong(most + 10), backed);
            switch (random.nextInt(6)) {
                case 0, 1 -> tape.place(sale);
                case 2 -> own.stream().findAny().ifPresent(order -> replace(order, sale));
                case 3 -> own.stream().skip(own.size() / 2).findFirst().ifPresent(tape::cancel);
                case 4 -> tape.place(draft(BEN, Side.BUY, 1 + random.nextLong(500), 200_000, null));
                default -> tape.at(tape.now.plusSeconds(60)).auctions();
            }
            assertThat(waitsOrTraded(ANNA)).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void theLogPlayedAgainGivesTheSame() {
        Stream.of(900L, 500L, 350L).forEach(wh -> tape.place(sale(wh, 1_000L)));
        tape.place(draft(BEN, Side.BUY, 700, 200_000, new NetEnergy(600)));
        tape.at("10:05:00").auctions();
        experience(ANNA, 1_000, 100);
        tape.place(sale(100, 1_000L));

        Tape again = new Tape(CommunityBook.restore(CommunityState.unknown(COMMUNITY)));
        tape.played.forEach(again::play);
        List<Effect> all = again.effects;
        assertThat(all.subList(all.size() - tape.effects.size(), all.size())).isEqualTo(tape.effects);
    }
}
