package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.messages.evidence.Side.BUY;
import static energy.peerwatt.messages.evidence.Side.SELL;
import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.CARLA;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.PLENTY;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Offers that are bought between auctions, worked out by hand. The local fee of the street is 2 ct. */
class DirectBuysTest {
    private static final OrderTerms LISTED = OrderTerms.NONE.forAll();

    private final Tape tape = Tape.auctioning();

    /** C12: the second offer is taken, the cheaper first one is left alone. */
    @Test
    void theNamedOfferIsTakenAtItsPriceWhateverElseIsThere() {
        OrderId cheap = sell(ANNA, 1_000, 80_000, LISTED);
        OrderId dear = sell(CARLA, 1_000, 100_000, LISTED);

        OrderId buy = id(buy(BEN, 1_000, 120_000, dear, null));

        BookLine round = rounds().getFirst();
        assertThat(round.book().mode()).isEqualTo(SealedBook.Mode.CONTINUOUS_ASK);
        assertThat(round.book().last()).isFalse();
        assertThat(round.book().orders()).extracting(SealedBook.Order::id).containsExactlyInAnyOrder(dear, buy);
        assertThat(round.book().zones()).extracting(SealedBook.Zone::id).containsExactly(Tape.ZONE);
        ClearingResult.Fill fill = round.result().fills().getFirst();
        assertThat(fill.step()).isEqualTo(ClearingResult.Step.DIRECT_BUY);
        assertThat(fill.energy()).isEqualTo(new Energy(1_000));
        assertThat(fill.price()).isEqualTo(new Price(100_000));
        assertThat(fill.buyerPays()).isEqualTo(new Price(120_000));
        assertThat(tape.effects(Effect.OrderEnded.class))
                .containsExactlyInAnyOrder(
                        new Effect.OrderEnded(dear, OrderState.FILLED, new Energy(1_000)),
                        new Effect.OrderEnded(buy, OrderState.FILLED, new Energy(1_000)));
        assertThat(tape.book.openOrders()).extracting(Order::id).containsExactly(cheap);
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - 1_000 * 120_000L));
    }

    /** C13, the bid being one of the next auction. */
    @Test
    void whatIsLeftOfTheOfferGoesIntoTheNextAuction() {
        sell(ANNA, 1_000, 80_000, OrderTerms.NONE);
        OrderId second = sell(CARLA, 2_000, 100_000, LISTED);
        tape.at("10:01:00");
        assertThat(tape.place(buy(BEN, 1_000, 120_000, second, null))).isEmpty();
        tape.at("10:02:00").place(BEN, BUY, slot(0), 2_000, 200_000);
        tape.at("10:05:00").auctions();
        tape.at("10:25:00").close(slot(0));

        assertThat(rounds())
                .extracting(line -> line.book().mode())
                .containsExactly(SealedBook.Mode.CONTINUOUS_ASK, SealedBook.Mode.AUCTION, SealedBook.Mode.AUCTION);
        assertThat(rounds().get(1).result().volume()).isEqualTo(new Energy(2_000));
        assertThat(rounds().get(1).book().previousBook())
                .isEqualTo(rounds().getFirst().bookHash());
        SealedBook.Order rest = rounds().get(1).book().orders().stream()
                .filter(order -> order.id().equals(second))
                .findFirst()
                .orElseThrow();
        assertThat(rest.energy()).isEqualTo(new Energy(1_000));
        assertThat(rest.whole()).isEqualTo(new Energy(2_000));
        assertThat(rounds().getLast().book().last()).isTrue();
    }

    @Test
    void aPartIsTakenWhereThatIsEnoughAndTheRestDoesNotWait() {
        OrderId offer = sell(ANNA, 300, 80_000, LISTED);

        assertThat(tape.place(buy(BEN, 1_000, 120_000, offer, null))).containsExactly("offer-too-small");
        assertThat(tape.place(buy(BEN, 1_000, 120_000, offer, new Energy(301)))).containsExactly("offer-too-small");
        OrderDraft enough = buy(BEN, 1_000, 150_000, offer, new Energy(300));
        assertThat(tape.place(enough)).isEmpty();

        assertThat(tape.effects(Effect.OrderEnded.class))
                .contains(new Effect.OrderEnded(enough.id(), OrderState.PARTIALLY_FILLED, new Energy(300)));
        assertThat(tape.book.openOrders()).isEmpty();
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - 300 * 100_000L));
        assertThat(tape.place(buy(BEN, 1, 120_000, offer, null))).containsExactly("offer-gone");
    }

    @Test
    void whatDoesNotFitIsRefusedWithAllReasonsAndChangesNothing() {
        OrderId unlisted = sell(ANNA, 300, 80_000, OrderTerms.NONE);
        OrderId listed = sell(CARLA, 300, 100_000, LISTED);
        OrderId bid = tape.place(BEN, BUY, slot(0), 10, 90_000);
        OrderId later = sell(
                ANNA,
                300,
                80_000,
                new OrderTerms(
                        Instant.parse("2026-06-01T10:10:00Z"),
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        true));
        int before = tape.effects.size();

        assertThat(tape.place(buy(BEN, 10, 120_000, unlisted, null))).containsExactly("offer-not-listed");
        assertThat(tape.place(buy(BEN, 10, 120_000, bid, null))).containsExactly("offer-gone");
        assertThat(tape.place(buy(BEN, 10, 120_000, later, null))).containsExactly("offer-not-yet");
        assertThat(tape.place(buy(BEN, 10, 119_000, listed, null))).containsExactly("limit-too-low");
        assertThat(tape.place(buy(BEN, 301, 119_000, listed, null)))
                .containsExactlyInAnyOrder("offer-too-small", "limit-too-low");
        assertThat(tape.place(buy(CARLA, 10, 120_000, listed, null)))
                .containsExactlyInAnyOrder("self-match", "own-offer");
        OrderDraft tomorrow = new OrderDraft(
                new OrderId(new UUID(7, 7)),
                BEN,
                Tape.ZONE,
                BUY,
                slot(1).start(),
                10,
                120_000,
                OrderTerms.buying(listed, null));
        assertThat(tape.place(tomorrow)).containsExactly("offer-gone");

        assertThat(tape.effects.subList(before, tape.effects.size())).allMatch(Effect.OrderRefused.class::isInstance);
    }

    @Test
    void nobodyPaysMoreThanTheSupplierCharges() {
        OrderId offer = sell(ANNA, 300, 290_000, LISTED);

        assertThat(tape.place(buy(BEN, 10, 400_000, offer, null))).containsExactly("limit-too-low");
    }

    @Test
    void whatAnOfferSaysOfItsPartnersHolds() {
        OrderId nominated = sell(ANNA, 300, 80_000, nominating(CARLA));
        OrderId preferred = sell(ANNA, 300, 80_000, preferring(CARLA, 90_000));

        assertThat(tape.place(buy(BEN, 10, 200_000, nominated, null))).containsExactly("offer-for-others");
        assertThat(tape.place(buy(BEN, 10, 200_000, preferred, null))).containsExactly("offer-for-others");
        assertThat(tape.place(buy(CARLA, 10, 200_000, nominated, null))).isEmpty();
        assertThat(tape.place(buy(CARLA, 10, 200_000, preferred, null))).isEmpty();
        assertThat(rounds().getLast().result().fills().getFirst().price()).isEqualTo(new Price(90_000));
        assertThat(tape.book.offers(BEN, slot(0), tape.now)).isEmpty();
        assertThat(tape.book.offers(CARLA, slot(0), tape.now)).hasSize(2);
    }

    @Test
    void theSmallestFillOfAnOfferCountsButForItsLastRest() {
        OrderId offer = sell(
                ANNA,
                500,
                80_000,
                new OrderTerms(null, null, new Energy(300), null, List.of(), null, List.of(), null, true));

        assertThat(tape.place(buy(BEN, 299, 120_000, offer, null))).containsExactly("below-smallest-fill");
        assertThat(tape.place(buy(BEN, 300, 120_000, offer, null))).isEmpty();
        assertThat(tape.place(buy(CARLA, 100, 120_000, offer, null))).containsExactly("below-smallest-fill");
        assertThat(tape.place(buy(CARLA, 200, 120_000, offer, null))).isEmpty();
    }

    @Test
    void onlyASaleIsListedAndNoGiftIs() {
        assertThat(tape.place(Tape.saying(tape.draft(BEN, BUY, slot(0), 10, 100_000), LISTED)))
                .containsExactly("not-of-a-buy");
        OrderTerms gift = OrderTerms.nominating(List.of(), BEN).forAll();
        assertThat(tape.place(Tape.saying(tape.draft(ANNA, SELL, slot(0), 10, 100_000), gift)))
                .containsExactly("gift-listed");
        OrderId offer = sell(ANNA, 100, 80_000, LISTED);
        OrderId bid = tape.place(BEN, BUY, slot(0), 10, 90_000);
        assertThat(tape.play(new BookCommand.ReplaceOrder(
                        tape.id(), COMMUNITY, tape.now, bid, buy(BEN, 10, 120_000, offer, null))))
                .asString()
                .contains("not-of-a-direct-buy");
    }

    @Test
    void anAuctionFillsAnyPartOfAListedOffer() {
        sell(
                ANNA,
                500,
                80_000,
                new OrderTerms(null, null, new Energy(300), null, List.of(), null, List.of(), null, true));
        tape.place(BEN, BUY, slot(0), 100, 120_000);
        tape.at("10:05:00").auctions();

        assertThat(rounds().getFirst().result().volume()).isEqualTo(new Energy(100));
    }

    @Test
    void limitsOfTheGridCountWithWhatPassedBefore() {
        GridZoneId root = new GridZoneId("R");
        GridZoneId far = new GridZoneId("far");
        define(new Zone(root, null, 1, Price.ZERO, Price.ZERO, null, null));
        // 4,000 W are 1,000 Wh in a quarter of an hour.
        define(new Zone(Tape.ZONE, root, 1, new Price(20_000), new Price(5_000), null, new Power(4_000)));
        define(new Zone(far, root, 1, Price.ZERO, new Price(5_000), null, null));
        define(new Zone(new GridZoneId("aside"), root, 1, Price.ZERO, Price.ZERO, null, null));
        AccountId dora = Tape.account(9);
        tape.play(new BookCommand.DefineMember(
                tape.id(),
                COMMUNITY,
                tape.now,
                new Member(
                        dora,
                        "0x" + "%040x".formatted(9),
                        new MeterId(dora.value()),
                        far,
                        new Price(80_000),
                        new Price(300_000),
                        null)));
        tape.balance(dora, PLENTY);
        OrderId offer = sell(ANNA, 2_000, 80_000, LISTED);

        Offer seen = tape.book.offers(dora, slot(0), tape.now).getFirst();
        assertThat(seen.delivered()).isEqualTo(new Price(90_000));
        assertThat(tape.book.limitToBuy(offer, dora)).contains(new Price(90_000));
        assertThat(tape.place(far(dora, 1_001, offer, null, far))).containsExactly("above-zone-limit");
        assertThat(tape.place(far(dora, 600, offer, null, far))).isEmpty();
        assertThat(rounds().getFirst().book().zones())
                .extracting(SealedBook.Zone::id)
                .containsExactly(root, far, Tape.ZONE);
        assertThat(tape.place(far(dora, 401, offer, null, far))).containsExactly("above-zone-limit");
        assertThat(tape.place(far(dora, 1_000, offer, new Energy(400), far))).isEmpty();
        assertThat(rounds().getLast().result().volume()).isEqualTo(new Energy(400));
    }

    @Test
    void howFarAnOfferGoesItsSellerSays() {
        GridZoneId root = new GridZoneId("R");
        GridZoneId beside = new GridZoneId("beside");
        define(new Zone(root, null, 1, Price.ZERO, Price.ZERO, null, null));
        define(new Zone(Tape.ZONE, root, 1, Price.ZERO, Price.ZERO, null, null));
        define(new Zone(beside, root, 1, Price.ZERO, Price.ZERO, null, null));
        AccountId dora = Tape.account(9);
        tape.play(new BookCommand.DefineMember(
                tape.id(),
                COMMUNITY,
                tape.now,
                new Member(
                        dora,
                        "0x" + "%040x".formatted(9),
                        new MeterId(dora.value()),
                        beside,
                        new Price(80_000),
                        new Price(300_000),
                        null)));
        tape.balance(dora, PLENTY);
        OrderId own = sell(ANNA, 100, 80_000, reaching(1));
        OrderId around = sell(ANNA, 100, 80_000, reaching(2));

        assertThat(tape.book.offers(BEN, slot(0), tape.now))
                .extracting(Offer::id)
                .containsExactly(own, around);
        assertThat(tape.book.offers(dora, slot(0), tape.now))
                .extracting(Offer::id)
                .containsExactly(around);
        assertThat(tape.place(far(dora, 10, own, null, beside))).containsExactly("offer-for-others");
        assertThat(tape.place(far(dora, 10, around, null, beside))).isEmpty();
    }

    private static OrderTerms reaching(int tier) {
        return new OrderTerms(
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        List.of(new SealedBook.Preference(List.of(), List.of(), tier, new Price(80_000), null)))
                .forAll();
    }

    @Test
    void anOfferOfAClockThatIsAheadCanBeBought() {
        tape.at("10:03:00");
        OrderId offer = sell(ANNA, 300, 80_000, LISTED);
        tape.at("10:02:59");

        assertThat(tape.place(buy(BEN, 300, 120_000, offer, null))).isEmpty();
        assertThat(rounds().getFirst().result().volume()).isEqualTo(new Energy(300));
    }

    @Test
    void offersAreShownTheCheapestDeliveredFirstAndNeverOnesOwn() {
        OrderId dear = sell(ANNA, 300, 110_000, LISTED);
        OrderId cheap = sell(ANNA, 200, 60_000, LISTED);
        sell(ANNA, 100, 90_000, OrderTerms.NONE);

        // Nobody sells below the 8 ct that its supplier pays.
        assertThat(tape.book.offers(BEN, slot(0), tape.now))
                .containsExactly(
                        new Offer(
                                cheap,
                                ANNA,
                                Tape.ZONE,
                                new Energy(200),
                                new Price(80_000),
                                new Price(100_000),
                                null,
                                null),
                        new Offer(
                                dear,
                                ANNA,
                                Tape.ZONE,
                                new Energy(300),
                                new Price(110_000),
                                new Price(130_000),
                                null,
                                null));
        assertThat(tape.book.offers(ANNA, slot(0), tape.now)).isEmpty();
        assertThat(tape.book.offers(BEN, slot(1), tape.now)).isEmpty();
    }

    private OrderId sell(AccountId account, long wh, long limit, OrderTerms terms) {
        OrderDraft draft = Tape.saying(tape.draft(account, SELL, slot(0), wh, limit), terms);
        assertThat(tape.place(draft)).isEmpty();
        return draft.id();
    }

    private OrderDraft buy(AccountId account, long wh, long limit, OrderId offer, Energy atLeast) {
        return Tape.saying(tape.draft(account, BUY, slot(0), wh, limit), OrderTerms.buying(offer, atLeast));
    }

    private OrderDraft far(AccountId account, long wh, OrderId offer, Energy atLeast, GridZoneId zone) {
        OrderDraft draft = tape.draft(account, BUY, slot(0), wh, 100_000);
        return new OrderDraft(
                draft.id(), account, zone, BUY, draft.slotStart(), wh, 100_000, OrderTerms.buying(offer, atLeast));
    }

    private OrderId id(OrderDraft draft) {
        assertThat(tape.place(draft)).isEmpty();
        return draft.id();
    }

    private static OrderTerms nominating(AccountId partner) {
        return OrderTerms.nominating(List.of(partner), null).forAll();
    }

    private static OrderTerms preferring(AccountId partner, long limit) {
        return new OrderTerms(
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        List.of(new SealedBook.Preference(List.of(partner), List.of(), null, new Price(limit), null)))
                .forAll();
    }

    private void define(Zone zone) {
        tape.play(new BookCommand.DefineZone(tape.id(), COMMUNITY, tape.now, zone, slot(0).start()));
    }

    private List<BookLine> rounds() {
        return tape.effects(Effect.RoundHeld.class).stream()
                .map(Effect.RoundHeld::line)
                .toList();
    }
}
