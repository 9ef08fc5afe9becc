package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All reasons to refuse a direct buy. It is carried out at once, so one that is not refused trades. */
final class DirectBuyRules {
    private final OrderDraft draft;
    private final BookContents book;
    private final List<Violation> found = new ArrayList<>();

    private DirectBuyRules(OrderDraft draft, BookContents book) {
        this.draft = draft;
        this.book = book;
    }

    static List<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        OrderId wanted = draft.terms().directBuyOf();
        if (wanted == null) {
            return List.of();
        }
        DirectBuyRules rules = new DirectBuyRules(draft, book);
        rules.shape();
        Optional<Order> offer = book.orders
                .find(wanted)
                .filter(order -> order.side() == Side.SELL
                        && order.slot().start().equals(draft.slotStart())
                        && !order.terms().isOverAt(submittedAt));
        if (offer.isEmpty()) {
            rules.refuse("offer-gone", "directBuyOf", "no such offer waits in this slot, or not any more: " + wanted);
        } else {
            rules.offer(offer.get(), submittedAt);
        }
        return rules.found;
    }

    private void refuse(String code, String field, String message) {
        found.add(new Violation(code, field, message));
    }

    private void shape() {
        if (draft.side() == Side.SELL) {
            refuse("not-of-a-sell", "directBuyOf", "an offer is bought; its seller lists it");
        }
        OrderTerms terms = draft.terms();
        if (terms.validFrom() != null
                || terms.validUntil() != null
                || !terms.nominated().isEmpty()
                || !terms.preferences().isEmpty()) {
            refuse(
                    "not-of-a-direct-buy",
                    "directBuyOf",
                    "a direct buy is decided at once and names its offer: no validity, nobody nominated, no preferences");
        }
    }

    private void offer(Order offer, Instant submittedAt) {
        if (!offer.terms().offered()) {
            refuse("offer-not-listed", "directBuyOf", "its seller has not listed it for direct buys: " + offer.id());
            return;
        }
        if (offer.account().equals(draft.account())) {
            refuse("own-offer", "directBuyOf", "that is an offer of the account itself");
            return;
        }
        if (!offer.terms().holdsAt(submittedAt)) {
            refuse(
                    "offer-not-yet",
                    "directBuyOf",
                    "it can be bought from " + offer.terms().validFrom() + " on");
        }
        book.member(draft.account()).ifPresent(buyer -> {
            Offers offers = new Offers(book);
            offers.offer(offer, buyer)
                    .ifPresentOrElse(
                            open -> open(offer, open, buyer, offers),
                            () -> refuse("offer-for-others", "directBuyOf", "its seller sells it to others only"));
        });
    }

    private void open(Order offer, Offer open, Member buyer, Offers offers) {
        long most = Math.min(draft.energyWh(), open.left().wattHours());
        if (most < enough()) {
            refuse(
                    "offer-too-small",
                    "energyWh",
                    "the offer has " + open.left().wattHours() + " Wh left; wanted are " + enough() + " or more");
        }
        long least = Math.min(wattHours(open.least()), offer.left().wattHours());
        if (most < least) {
            refuse("below-smallest-fill", "energyWh", "the seller gives no less than " + least + " Wh");
        }
        Optional<Way> way = offers.way(offer, buyer);
        if (way.isEmpty()) {
            refuse("no-way", "directBuyOf", "nothing connects zone " + offer.zone() + " with zone " + buyer.zone());
            return;
        }
        if (way.get().room() < Math.max(Math.min(enough(), most), least)) {
            refuse(
                    "above-zone-limit",
                    "energyWh",
                    "the limits between zone " + offer.zone() + " and zone " + buyer.zone() + " let "
                            + way.get().room() + " Wh more pass in this slot");
        }
        long costs = open.asked().microPerKwh() + way.get().fee();
        Price retail = buyer.at(offer.slot().start()).retail();
        if (costs > Math.min(draft.limitMicroPerKwh(), retail.microPerKwh())) {
            refuse(
                    "limit-too-low",
                    "limitMicroPerKwh",
                    "delivered it costs " + costs + ": " + open.asked() + " and fees of "
                            + way.get().fee() + "; the limit is " + draft.limitMicroPerKwh()
                            + ", and the supplier charges " + retail);
        }
    }

    /** All of it, unless it says how little is enough. */
    private long enough() {
        Energy least = draft.terms().minFill();
        return least == null || least.isZero() ? draft.energyWh() : least.wattHours();
    }

    private static long wattHours(@Nullable Energy energy) {
        return energy == null ? 0 : energy.wattHours();
    }
}
