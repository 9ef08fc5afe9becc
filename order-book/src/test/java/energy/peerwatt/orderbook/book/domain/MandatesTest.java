package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.messages.evidence.Side.BUY;
import static energy.peerwatt.messages.evidence.Side.SELL;
import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.CARLA;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.OrderBatch;
import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.evidence.Secp256k1;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.SignedOrderBatch;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.Member;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MandatesTest {
    private static final TradingDomain DOMAIN = new TradingDomain(31_337);
    private static final Secp256k1.Key AGENT = Secp256k1.Key.of(BigInteger.valueOf(77));
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-06-02T10:00:00Z");

    private final Tape tape = Tape.street();
    private int commands;

    @BeforeEach
    void everybodyHasAWalletThatCanSign() {
        for (AccountId account : List.of(ANNA, BEN, CARLA)) {
            Member member = Tape.member(account);
            tape.play(new BookCommand.DefineMember(
                    id(),
                    COMMUNITY,
                    NOW,
                    new Member(
                            account,
                            wallet(account).address(),
                            member.meter(),
                            member.zone(),
                            member.feedIn(),
                            member.retail(),
                            null)));
        }
        tape.effects.clear();
    }

    @Test
    void ordersUnderAMandateTradeAndCarryItsHash() {
        give(mandate(ANNA, 1));
        give(mandate(BEN, 1));

        assertThat(place(
                        slot(0),
                        tape.draft(ANNA, SELL, slot(0), 1_000, 100_000),
                        tape.draft(BEN, BUY, slot(0), 600, 250_000)))
                .isEmpty();
        tape.at("10:25:00").close(slot(0));

        assertThat(tape.effects(Effect.BatchTaken.class)).hasSize(1);
        Effect.RoundHeld closed = tape.effects(Effect.RoundHeld.class).getFirst();
        assertThat(closed.line().book().orders())
                .extracting(order -> order.mandate())
                .containsExactly(hash(mandate(ANNA, 1)), hash(mandate(BEN, 1)));
        assertThat(closed.line().result().fills()).hasSize(1);
        Effect.Mandated mandated = tape.effects(Effect.Mandated.class).getFirst();
        assertThat(KeccakTree.verify(
                        closed.line().book().orders().getFirst().leafHash(slot(0)),
                        mandated.path(),
                        tape.effects(Effect.BatchTaken.class)
                                .getFirst()
                                .batch()
                                .batch()
                                .root()))
                .isTrue();
    }

    @Test
    void whoGaveNoMandateIsNotTradedFor() {
        assertThat(place(slot(0), tape.draft(ANNA, SELL, slot(0), 10, 100_000))).containsExactly("mandate-missing");
    }

    @Test
    void aMandateIsOfTheMembersWalletForThisCommunityAndNotOver() {
        TradingMandate foreign = new TradingMandate(
                wallet(BEN).address(),
                AGENT.address(),
                new CommunityId(new UUID(9, 9)),
                new Price(300_000),
                Price.ZERO,
                new Energy(1),
                Money.ZERO,
                NOW,
                1);
        SignedMandate signed = SignedMandate.of(foreign, wallet(CARLA), DOMAIN);

        assertThat(give(ANNA, signed))
                .containsExactly(
                        "owner-not-the-wallet",
                        "cell-not-the-community",
                        "signature-not-the-owners",
                        "mandate-expired");
        assertThat(tape.effects).isEmpty();
    }

    @Test
    void aSignatureForAnotherChainIsNone() {
        TradingMandate mandate = mandate(ANNA, 1);
        assertThat(give(ANNA, SignedMandate.of(mandate, wallet(ANNA), new TradingDomain(1))))
                .containsExactly("signature-not-the-owners");
    }

    @Test
    void aLowerNonceIsRefusedAndTheSameMandateIsOldNews() {
        assertThat(give(mandate(ANNA, 5))).isEmpty();
        assertThat(give(mandate(ANNA, 5))).isEmpty();
        assertThat(tape.effects(Effect.MandateChanged.class)).hasSize(1);
        assertThat(give(mandate(ANNA, 4))).containsExactly("nonce-too-low");
        assertThat(give(limited(ANNA, 5, 1, 1))).containsExactly("nonce-too-low");
        assertThat(give(mandate(ANNA, 6))).isEmpty();
    }

    @Test
    void ordersOfTheMandateBeforeAreRefused() {
        give(mandate(ANNA, 1));
        Hash32 before = hash(mandate(ANNA, 1));
        give(mandate(ANNA, 2));

        assertThat(place(AGENT, slot(0), before, tape.draft(ANNA, SELL, slot(0), 10, 100_000)))
                .containsExactly("mandate-replaced");
    }

    @Test
    void withdrawalEndsItAndTakesBackWhatWaits() {
        give(mandate(BEN, 1));
        OrderDraft waiting = tape.draft(BEN, BUY, slot(1), 600, 250_000);
        place(slot(1), waiting);
        OrderId byHand = tape.place(BEN, BUY, slot(2), 100, 200_000);

        tape.play(new BookCommand.WithdrawMandate(id(), COMMUNITY, NOW, BEN));

        assertThat(tape.effects(Effect.OrderEnded.class))
                .containsExactly(new Effect.OrderEnded(waiting.id(), OrderState.CANCELLED, Energy.ZERO));
        assertThat(tape.book.openOrders()).extracting(Order::id).containsExactly(byHand);
        assertThat(place(slot(0), tape.draft(BEN, BUY, slot(0), 10, 100_000))).containsExactly("mandate-withdrawn");
        assertThat(give(mandate(BEN, 1))).containsExactly("nonce-too-low");
        assertThat(give(mandate(BEN, 2))).isEmpty();
        assertThat(place(slot(0), tape.draft(BEN, BUY, slot(0), 10, 100_000))).isEmpty();
    }

    private TradingMandate buyingAt(long nonce, long price, long wh, long nano, String agent) {
        return new TradingMandate(
                wallet(BEN).address(),
                agent,
                COMMUNITY,
                new Price(price),
                Price.ZERO,
                new Energy(wh),
                Money.ofNano(nano),
                TOMORROW,
                nonce);
    }

    private List<OrderId> waiting() {
        return tape.book.openOrders().stream().map(Order::id).sorted().toList();
    }

    @Test
    void aStricterMandateTakesBackWhatItWouldNotAllow() {
        give(mandate(BEN, 1));
        OrderDraft dear = tape.draft(BEN, BUY, slot(1), 600, 250_000);
        OrderDraft cheap = tape.draft(BEN, BUY, slot(2), 600, 100_000);
        place(slot(1), dear);
        place(slot(2), cheap);
        OrderId byHand = tape.place(BEN, BUY, slot(3), 100, 250_000);

        assertThat(give(buyingAt(2, 100_000, 10_000, 10_000_000_000L, AGENT.address())))
                .isEmpty();
        assertThat(waiting()).containsExactly(cheap.id(), byHand);
        assertThat(tape.effects(Effect.OrderEnded.class))
                .containsExactly(new Effect.OrderEnded(dear.id(), OrderState.CANCELLED, Energy.ZERO));
        assertThat(give(buyingAt(3, 100_000, 599, 10_000_000_000L, AGENT.address())))
                .isEmpty();
        assertThat(waiting()).as("more than it allows in a slot").containsExactly(byHand);
    }

    @Test
    void ofPurchasesThatAreTooMuchForADayTheLatestAreTakenBack() {
        give(mandate(BEN, 1));
        OrderDraft first = tape.draft(BEN, BUY, slot(1), 600, 100_000);
        OrderDraft second = tape.draft(BEN, BUY, slot(2), 600, 100_000);
        place(slot(1), first);
        place(slot(2), second);

        give(buyingAt(2, 300_000, 10_000, 60_000_000, AGENT.address()));
        assertThat(waiting()).containsExactly(first.id());
    }

    @Test
    void ordersOfAnAgentThatIsReplacedAreTakenBack() {
        give(mandate(BEN, 1));
        place(slot(1), tape.draft(BEN, BUY, slot(1), 600, 100_000));
        give(buyingAt(2, 300_000, 10_000, 10_000_000_000L, wallet(CARLA).address()));
        assertThat(waiting()).isEmpty();
    }

    @Test
    void pricesEnergyAndTimeKeepToTheMandate() {
        TradingMandate narrow = new TradingMandate(
                wallet(ANNA).address(),
                AGENT.address(),
                COMMUNITY,
                new Price(200_000),
                new Price(120_000),
                new Energy(500),
                Money.ofNano(Long.MAX_VALUE),
                slot(1).start(),
                1);
        give(narrow);

        assertThat(place(slot(0), tape.draft(ANNA, SELL, slot(0), 501, 119_000)))
                .containsExactly("energy-above-mandate", "limit-below-mandate");
        assertThat(place(slot(0), tape.draft(ANNA, BUY, slot(0), 10, 201_000))).containsExactly("limit-above-mandate");
        assertThat(place(slot(1), tape.draft(ANNA, BUY, slot(1), 10, 200_000))).containsExactly("mandate-expired");
        assertThat(place(slot(0), tape.draft(ANNA, SELL, slot(0), 300, 120_000)))
                .isEmpty();
        assertThat(place(slot(0), tape.draft(ANNA, SELL, slot(0), 201, 120_000)))
                .as("500 Wh in all orders of the slot")
                .containsExactly("energy-above-mandate");
        assertThat(place(slot(0), tape.draft(ANNA, SELL, slot(0), 200, 120_000)))
                .isEmpty();
    }

    @Test
    void aDaySpendsNoMoreThanTheMandateWhateverIsSettledInBetween() {
        give(limited(BEN, 1, 10_000, 200_000_000L));
        give(mandate(ANNA, 1));
        place(slot(0), tape.draft(ANNA, SELL, slot(0), 1_000, 100_000));
        assertThat(place(slot(0), tape.draft(BEN, BUY, slot(0), 600, 250_000))).isEmpty();
        assertThat(place(slot(1), tape.draft(BEN, BUY, slot(1), 201, 250_000)))
                .as("150 of 200 can still be spent on the first slot")
                .containsExactly("spend-above-mandate");
        tape.at("10:25:00").close(slot(0));
        tape.balance(slot(0), BEN, Tape.PLENTY);

        long spent = 600 * 120_000L;
        assertThat(tape.effects(Effect.Spent.class).getLast().spent().amount()).isEqualTo(Money.ofNano(spent));
        assertThat(place(slot(1), tape.draft(BEN, BUY, slot(1), 513, 250_000))).containsExactly("spend-above-mandate");
        assertThat(place(slot(1), tape.draft(BEN, BUY, slot(1), 512, 250_000))).isEmpty();
        assertThat(place(slot(56), tape.draft(BEN, BUY, slot(56), 800, 250_000)))
                .as("half past midnight UTC is another day")
                .isEmpty();
    }

    @Test
    void purchasesByHandCountOnceAMandateIsGiven() {
        give(limited(BEN, 1, 10_000, 100_000_000L));
        OrderId byHand = tape.place(BEN, BUY, slot(1), 400, 200_000);

        assertThat(place(slot(2), tape.draft(BEN, BUY, slot(2), 101, 200_000))).containsExactly("spend-above-mandate");
        tape.cancel(byHand);
        assertThat(place(slot(2), tape.draft(BEN, BUY, slot(2), 101, 200_000))).isEmpty();
    }

    @Test
    void onlyTheAgentOfTheMandateSignsAndOnlyWhatIsInTheBatch() {
        give(mandate(ANNA, 1));
        Hash32 mandate = hash(mandate(ANNA, 1));
        OrderDraft draft = tape.draft(ANNA, SELL, slot(0), 10, 100_000);
        assertThat(place(wallet(BEN), slot(0), mandate, draft)).containsExactly("signature-not-the-agents");

        BookCommand.PlaceUnderMandate signed = command(AGENT, slot(0), List.of(mandate), List.of(draft));
        OrderDraft more =
                new OrderDraft(draft.id(), draft.account(), draft.zone(), draft.side(), draft.slotStart(), 11, 100_000);
        assertThat(play(new BookCommand.PlaceUnderMandate(
                        id(),
                        COMMUNITY,
                        NOW,
                        signed.batch(),
                        List.of(new BookCommand.UnderMandate(
                                more, mandate, signed.orders().getFirst().path())))))
                .contains("order-not-in-batch");
        OrderDraft later = tape.draft(ANNA, SELL, slot(1), 10, 100_000);
        assertThat(place(slot(0), later)).contains("batch-of-another-slot", "order-not-in-batch");
    }

    @Test
    void aMemberWithANewWalletNeedsANewMandate() {
        give(mandate(ANNA, 1));
        Member member = Tape.member(ANNA);
        tape.play(new BookCommand.DefineMember(id(), COMMUNITY, NOW, member));

        assertThat(place(slot(0), tape.draft(ANNA, SELL, slot(0), 10, 100_000)))
                .containsExactly("owner-not-the-wallet");
    }

    private static Secp256k1.Key wallet(AccountId account) {
        return Secp256k1.Key.of(BigInteger.valueOf(1_000 + account.value().getLeastSignificantBits()));
    }

    private static TradingMandate mandate(AccountId account, long nonce) {
        return limited(account, nonce, 10_000, 10_000_000_000L);
    }

    private static TradingMandate limited(AccountId account, long nonce, long wh, long nano) {
        return new TradingMandate(
                wallet(account).address(),
                AGENT.address(),
                COMMUNITY,
                new Price(300_000),
                new Price(80_000),
                new Energy(wh),
                Money.ofNano(nano),
                TOMORROW,
                nonce);
    }

    private static Hash32 hash(TradingMandate mandate) {
        return mandate.digest(DOMAIN);
    }

    private List<String> give(TradingMandate mandate) {
        AccountId account = List.of(ANNA, BEN, CARLA).stream()
                .filter(one -> wallet(one).address().equals(mandate.owner()))
                .findFirst()
                .orElseThrow();
        return give(account, SignedMandate.of(mandate, wallet(account), DOMAIN));
    }

    private List<String> give(AccountId account, SignedMandate signed) {
        return play(new BookCommand.GiveMandate(id(), COMMUNITY, NOW, account, DOMAIN, signed));
    }

    /** Each under the mandate that its member holds, if any. */
    private List<String> place(Slot slot, OrderDraft... drafts) {
        List<Hash32> mandates = new ArrayList<>();
        for (OrderDraft draft : drafts) {
            mandates.add(
                    tape.book.mandate(draft.account()).map(HeldMandate::hash).orElse(Hash32.ZERO));
        }
        return play(command(AGENT, slot, mandates, List.of(drafts)));
    }

    private List<String> place(Secp256k1.Key signer, Slot slot, Hash32 mandate, OrderDraft draft) {
        return play(command(signer, slot, List.of(mandate), List.of(draft)));
    }

    private BookCommand.PlaceUnderMandate command(
            Secp256k1.Key signer, Slot slot, List<Hash32> mandates, List<OrderDraft> drafts) {
        List<Hash32> leaves = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            OrderDraft draft = drafts.get(i);
            leaves.add(new OrderLeaf(
                            draft.id(),
                            mandates.get(i),
                            draft.side(),
                            slot,
                            new Energy(draft.energyWh()),
                            new Price(draft.limitMicroPerKwh()),
                            NOW)
                    .hash());
        }
        KeccakTree tree = KeccakTree.of(leaves);
        SignedOrderBatch batch = SignedOrderBatch.of(
                new OrderBatch(COMMUNITY, slot, drafts.size(), tree.root(), commands), signer, DOMAIN);
        List<BookCommand.UnderMandate> orders = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            orders.add(new BookCommand.UnderMandate(drafts.get(i), mandates.get(i), tree.proof(i)));
        }
        return new BookCommand.PlaceUnderMandate(id(), COMMUNITY, NOW, batch, orders);
    }

    /** @return the codes of all violations */
    private List<String> play(BookCommand command) {
        return switch (tape.play(command)) {
            case Outcome.Refused(List<Violation> violations) ->
                violations.stream().map(Violation::code).toList();
            case Outcome.Done(List<Effect> effects) ->
                effects.stream()
                        .filter(Effect.OrderRefused.class::isInstance)
                        .flatMap(effect -> ((Effect.OrderRefused) effect).violations().stream())
                        .map(Violation::code)
                        .toList();
        };
    }

    private CommandId id() {
        return new CommandId(new UUID(7, ++commands));
    }
}
