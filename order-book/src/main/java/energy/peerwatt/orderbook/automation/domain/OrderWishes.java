package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.OrderTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Neighbours;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a household's automatic orders want of other members, as far as these still are members and the mandate lets it.
 *
 * @param giftTo who gets for nothing what it sells; absent for nobody
 * @param favour what it does for favourites
 */
public record OrderWishes(
        List<AccountId> favourites, @Nullable AccountId giftTo, HouseholdTrader.Favour favour) {
    /** Of a household to which all others are alike. */
    public static final OrderWishes NONE = new OrderWishes(List.of(), null, HouseholdTrader.Favour.NONE);

    /**
     * @param member with rules
     * @param members all accounts of the market, its own among them
     */
    public static OrderWishes of(Member member, Set<AccountId> members, TradingMandate mandate) {
        Neighbours wanted = Objects.requireNonNull(member.rules(), "the member trades by hand")
                .others();
        Predicate<AccountId> others = account -> members.contains(account) && !account.equals(member.account());
        List<AccountId> favourites = wanted.favourites().stream().filter(others).toList();
        boolean mayGive = mandate.minPricePerKWh().equals(Price.ZERO);
        AccountId giftTo = wanted.giftTo();
        Price premium = wanted.premium();
        return new OrderWishes(
                favourites,
                mayGive && giftTo != null && others.test(giftTo) ? giftTo : null,
                premium == null || favourites.isEmpty()
                        ? HouseholdTrader.Favour.NONE
                        : HouseholdTrader.Favour.of(premium, member, mandate));
    }

    public OrderTerms terms(HouseholdTrader.Intent intent) {
        OrderTerms terms = OrderTerms.nominating(favourites, intent.side() == Side.SELL ? giftTo : null);
        Price others = intent.others();
        return others == null ? terms : terms.favouring(favourites, intent.limit(), others);
    }
}
