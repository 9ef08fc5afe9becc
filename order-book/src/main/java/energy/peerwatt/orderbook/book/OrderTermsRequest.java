package energy.peerwatt.orderbook.book;

import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.OrderTerms;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import energy.peerwatt.orderbook.rest.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an order says beside energy and limit, as a caller sent it; what is malformed stands in {@link Fields}. */
final class OrderTermsRequest {
    private static final AccountId NOBODY = new AccountId(new UUID(0, 0));
    private static final OrderId NO_ORDER = new OrderId(new UUID(0, 0));
    private static final int MOST = 100;
    private static final List<String> NAMES = List.of("partners", "sources", "maxTier", "limitMicroPerKwh", "maxWh");

    private OrderTermsRequest() {}

    static OrderTerms read(Fields order) {
        return new OrderTerms(
                order.has("validFrom") ? order.instant("validFrom", Instant.EPOCH) : null,
                order.has("validUntil") ? order.instant("validUntil", Instant.EPOCH) : null,
                energy(order, "minFillWh"),
                order.has("source") ? order.choice("source", EnergySource.class, EnergySource.OTHER) : null,
                order.list("nominated", AccountId::of, MOST),
                order.has("giftTo") ? order.text("giftTo", AccountId::of, NOBODY) : null,
                preferences(order),
                order.has("directBuyOf") ? order.text("directBuyOf", OrderId::of, NO_ORDER) : null,
                order.has("listed") ? order.flag("listed", false) : null);
    }

    private static @Nullable Energy energy(Fields fields, String name) {
        return fields.has(name) ? fields.quantity(name, Energy::new, Energy.ZERO) : null;
    }

    private static List<SealedBook.Preference> preferences(Fields order) {
        List<SealedBook.Preference> preferences = new ArrayList<>();
        for (Fields preference : order.objects("preferences", MOST)) {
            preference.allowOnly(NAMES);
            preferences.add(new SealedBook.Preference(
                    preference.list("partners", AccountId::of, MOST),
                    preference.list("sources", OrderTermsRequest::source, MOST),
                    tier(preference),
                    preference.quantity("limitMicroPerKwh", Price::new, Price.ZERO),
                    energy(preference, "maxWh")));
            order.addFrom(preference);
        }
        return preferences;
    }

    private static @Nullable Integer tier(Fields preference) {
        return preference.has("maxTier")
                ? preference.choice("maxTier", Tier.class, Tier.BUILDING).ordinal()
                : null;
    }

    private static EnergySource source(String name) {
        return Arrays.stream(EnergySource.values())
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "sources are of " + Arrays.toString(EnergySource.values()) + ": " + name));
    }
}
