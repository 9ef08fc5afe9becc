package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.CARLA;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {
    private static final List<AccountId> ACCOUNTS = List.of(ANNA, BEN, CARLA, Tape.account(4));

    /** Two books of the same commands, one of which is asked before each: what it says comes true, and both decide alike. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void saysWhatTheBookThenDoesAndLeavesItAsItWas(int seed) {
        Tape asked = Tape.auctioning();
        Tape alone = Tape.auctioning();
        Random random = new Random(seed);
        boolean[] said = new boolean[2];
        for (int i = 0; i < 400; i++) {
            if (random.nextInt(20) == 0) {
                AccountId account = ACCOUNTS.get(random.nextInt(3));
                long balance = random.nextInt(4) * 20_000_000L;
                asked.balance(account, balance);
                alone.balance(account, balance);
            }
            BookCommand.PlaceOrders place = orders(asked, random);
            boolean wouldTake = asked.book.wouldTake(place);
            said[wouldTake ? 1 : 0] = true;
            Outcome outcome = asked.play(place);
            assertThat(wouldTake).isEqualTo(takesAll(outcome));
            assertThat(alone.play(place)).isEqualTo(outcome);
            if (random.nextInt(100) == 0) {
                asked.at(asked.now.plusSeconds(300)).auctions();
                alone.at(asked.now).auctions();
            }
        }
        assertThat(said).containsExactly(true, true);
        for (int s = 0; s < 6; s++) {
            asked.at(Tape.TERMS.gateOf(slot(s))).close(slot(s));
            alone.at(asked.now).close(slot(s));
        }
        assertThat(alone.effects).isEqualTo(asked.effects);
    }

    @Test
    void aCommunityThatNobodyDefinedTakesNothing() {
        CommunityBook book = CommunityBook.restore(CommunityState.unknown(COMMUNITY));
        Tape street = Tape.street();
        OrderDraft draft = street.draft(ANNA, Side.SELL, slot(1), 100, 100_000);
        assertThat(book.wouldTake(new BookCommand.PlaceOrders(street.id(), COMMUNITY, street.now, List.of(draft))))
                .isFalse();
    }

    @Test
    void twoOrdersOfOneIdAreNotBothTaken() {
        Tape street = Tape.street();
        OrderDraft draft = street.draft(ANNA, Side.SELL, slot(1), 100, 100_000);
        BookCommand.PlaceOrders twice =
                new BookCommand.PlaceOrders(street.id(), COMMUNITY, street.now, List.of(draft, draft));
        assertThat(street.book.wouldTake(twice)).isFalse();
        assertThat(street.place(draft)).isEmpty();
    }

    private static BookCommand.PlaceOrders orders(Tape tape, Random random) {
        List<OrderDraft> drafts = new ArrayList<>();
        for (int n = random.nextInt(3); n >= 0; n--) {
            drafts.add(tape.draft(
                    ACCOUNTS.get(random.nextInt(30) == 0 ? 3 : random.nextInt(3)),
                    random.nextInt(3) == 0 ? Side.SELL : Side.BUY,
                    slot(random.nextInt(6)),
                    1 + random.nextInt(500),
                    (80 + random.nextInt(200)) * 1_000L));
        }
        return new BookCommand.PlaceOrders(tape.id(), COMMUNITY, tape.now, drafts);
    }

    private static boolean takesAll(Outcome outcome) {
        return outcome instanceof Outcome.Done(List<Effect> effects)
                && effects.stream().noneMatch(Effect.OrderRefused.class::isInstance);
    }
}
