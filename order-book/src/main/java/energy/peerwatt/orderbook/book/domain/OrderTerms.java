package energy.peerwatt.orderbook.book.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an order may say beside its energy and its limit.
 *
 * @param validFrom it takes part in no round before; absent for at once
 * @param validUntil it takes part in no round from then on; absent for until the gate
 * @param minFill less than this is no trade but for the last rest; in continuous trading and direct buys, not in auctions
 * @param source of the energy that is sold
 * @param nominated accounts to trade with before the auction, the dearest first
 * @param giftTo account that gets the energy for nothing, as far as it wants it; the rest is sold
 * @param preferences alternatives; the limit of the order is the worst that any of them accepts
 * @param directBuyOf offer that a purchase takes at its price, at once or not at all
 * @param listed whether others see what is sold and may buy it directly; absent for no
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OrderTerms(
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Energy minFill,
        @Nullable EnergySource source,
        List<AccountId> nominated,
        @Nullable AccountId giftTo,
        List<SealedBook.Preference> preferences,
        @Nullable OrderId directBuyOf,
        @Nullable Boolean listed) {
    public static final OrderTerms NONE = new OrderTerms(null, null, null, null, List.of(), null, List.of());

    public OrderTerms {
        nominated = nominated == null ? List.of() : List.copyOf(nominated);
        preferences = preferences == null ? List.of() : List.copyOf(preferences);
        listed = Boolean.TRUE.equals(listed) ? listed : null;
    }

    /** Of an order that neither is a direct buy nor can be bought directly. */
    public OrderTerms(
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable Energy minFill,
            @Nullable EnergySource source,
            List<AccountId> nominated,
            @Nullable AccountId giftTo,
            List<SealedBook.Preference> preferences) {
        this(validFrom, validUntil, minFill, source, nominated, giftTo, preferences, null, null);
    }

    /** Of a purchase that takes this offer. */
    public static OrderTerms buying(OrderId offer, @Nullable Energy atLeast) {
        return new OrderTerms(null, null, atLeast, null, List.of(), null, List.of(), offer, null);
    }

    /** The same, for others to see and to buy directly. */
    public OrderTerms forAll() {
        return new OrderTerms(
                validFrom, validUntil, minFill, source, nominated, giftTo, preferences, directBuyOf, true);
    }

    /** Of the household's favourites: traded with first, as far as both agree. */
    public static OrderTerms nominating(List<AccountId> favourites, @Nullable AccountId giftTo) {
        return new OrderTerms(null, null, null, null, favourites, giftTo, List.of());
    }

    /** The same for anybody at {@code others}, and for favourites at {@code limit}. */
    public OrderTerms favouring(List<AccountId> favourites, Price limit, Price others) {
        return new OrderTerms(
                validFrom,
                validUntil,
                minFill,
                source,
                nominated,
                giftTo,
                List.of(
                        new SealedBook.Preference(favourites, List.of(), null, limit, null),
                        new SealedBook.Preference(List.of(), List.of(), null, others, null)));
    }

    /** All accounts that it names, whatever for. */
    public List<AccountId> named() {
        List<AccountId> named = new ArrayList<>(nominated);
        if (giftTo != null) {
            named.add(giftTo);
        }
        preferences.forEach(preference -> named.addAll(preference.partners()));
        return named;
    }

    /** Whether others see it and may buy it directly. */
    boolean offered() {
        return listed != null;
    }

    /**
     * As it counts in a round: of those whom it names, those remain who agree. Where it names others and none of them
     * agrees, {@code self} stands for them, with whom it does not trade either.
     */
    OrderTerms among(Predicate<AccountId> agree, AccountId self) {
        if (named().stream().allMatch(agree)) {
            return this;
        }
        return new OrderTerms(
                validFrom,
                validUntil,
                minFill,
                source,
                those(nominated, agree, self),
                giftTo != null && agree.test(giftTo) ? giftTo : null,
                preferences.stream()
                        .map(preference -> new SealedBook.Preference(
                                those(preference.partners(), agree, self),
                                preference.sources(),
                                preference.maxTier(),
                                preference.limit(),
                                preference.maxEnergy()))
                        .toList(),
                directBuyOf,
                listed);
    }

    private static List<AccountId> those(List<AccountId> named, Predicate<AccountId> agree, AccountId self) {
        List<AccountId> agreed = named.stream().filter(agree).toList();
        return agreed.isEmpty() && !named.isEmpty() ? List.of(self) : agreed;
    }

    boolean holdsAt(Instant time) {
        return validFrom == null || !time.isBefore(validFrom);
    }

    boolean isOverAt(Instant time) {
        return validUntil != null && !time.isBefore(validUntil);
    }
}
