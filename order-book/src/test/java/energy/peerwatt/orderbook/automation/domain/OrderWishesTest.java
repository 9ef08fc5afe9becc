package energy.peerwatt.orderbook.automation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.OrderTerms;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Neighbours;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a household says of its neighbours, in its automatic orders. */
class OrderWishesTest {
    private static final AccountId ANNA = new AccountId(new UUID(2, 1));
    private static final AccountId BEN = new AccountId(new UUID(2, 2));
    private static final AccountId GONE = new AccountId(new UUID(2, 9));

    private static Member member(AccountId account, Neighbours neighbours) {
        return new Member(
                account,
                "0x" + "a".repeat(40),
                new MeterId(account.value()),
                new GridZoneId("street"),
                new Price(80_000),
                new Price(300_000),
                new HouseholdRules(true, new Price(90_000), new Price(250_000), 0, null, null, neighbours));
    }

    private static OrderWishes wishes(Neighbours neighbours, long leastPrice) {
        Member anna = member(ANNA, neighbours);
        TradingMandate mandate = new TradingMandate(
                anna.wallet(),
                "0x" + "b".repeat(40),
                new CommunityId(new UUID(1, 1)),
                new Price(280_000),
                new Price(leastPrice),
                new Energy(10_000),
                Money.ofNano(1_000_000_000),
                Instant.parse("2027-01-01T00:00:00Z"),
                0);
        return OrderWishes.of(anna, Set.of(ANNA, BEN), mandate);
    }

    @Test
    void aPremiumBecomesTwoAlternatives() {
        OrderWishes wishes = wishes(new Neighbours(List.of(GONE, BEN), null, false, new Price(20_000)), 0);
        OrderTerms terms = wishes.terms(
                new HouseholdTrader.Intent(Side.BUY, new Energy(400), new Price(270_000), new Price(250_000)));
        assertThat(terms.nominated()).as("who has left is not asked for").containsExactly(BEN);
        assertThat(terms.preferences())
                .containsExactly(
                        new SealedBook.Preference(List.of(BEN), List.of(), null, new Price(270_000), null),
                        new SealedBook.Preference(List.of(), List.of(), null, new Price(250_000), null));
        assertThat(wishes.terms(new HouseholdTrader.Intent(Side.BUY, new Energy(400), new Price(250_000)))
                        .preferences())
                .isEmpty();
    }

    @Test
    void supplierAndMandateBoundIt() {
        Neighbours generous = new Neighbours(List.of(BEN), null, false, new Price(200_000));
        assertThat(wishes(generous, 0).favour())
                .isEqualTo(new HouseholdTrader.Favour(new Price(200_000), new Price(80_000), new Price(280_000)));
        assertThat(wishes(generous, 85_000).favour().lowest()).isEqualTo(new Price(85_000));
    }

    @Test
    void withoutFavouritesWhoAreMembersThereIsNone() {
        assertThat(wishes(new Neighbours(List.of(GONE), null, false, new Price(1_000)), 0)
                        .favour())
                .isEqualTo(HouseholdTrader.Favour.NONE);
        assertThatThrownBy(() -> new Neighbours(List.of(), null, false, new Price(1_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("premium");
    }

    @Test
    void whatIsSoldIsAGiftWhereTheMandateLetsItGoForNothing() {
        Neighbours giving = new Neighbours(List.of(), BEN, false);
        HouseholdTrader.Intent sale = new HouseholdTrader.Intent(Side.SELL, new Energy(400), new Price(90_000));
        HouseholdTrader.Intent purchase = new HouseholdTrader.Intent(Side.BUY, new Energy(400), new Price(90_000));
        assertThat(wishes(giving, 0).terms(sale).giftTo()).isEqualTo(BEN);
        assertThat(wishes(giving, 0).terms(purchase).giftTo()).isNull();
        assertThat(wishes(giving, 1).terms(sale).giftTo()).isNull();
    }
}
