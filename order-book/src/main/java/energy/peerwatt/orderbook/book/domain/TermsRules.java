package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** All reasons to refuse what an order says beside its energy and its limit. */
final class TermsRules {
    static final int MOST_PARTNERS = 20;
    static final int MOST_PREFERENCES = 8;

    private final OrderDraft draft;
    private final OrderTerms terms;
    private final BookContents book;
    private final List<Violation> found = new ArrayList<>();

    private TermsRules(OrderDraft draft, BookContents book) {
        this.draft = draft;
        this.terms = draft.terms();
        this.book = book;
    }

    static List<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        if (draft.terms().equals(OrderTerms.NONE)) {
            return List.of();
        }
        TermsRules rules = new TermsRules(draft, book);
        rules.validity(submittedAt);
        rules.smallestFill();
        rules.auctionsOnly();
        rules.listing();
        rules.ofOneSide();
        rules.partners("nominated", rules.terms.nominated());
        rules.preferences();
        return rules.found;
    }

    private void refuse(String code, String field, String message) {
        found.add(new Violation(code, field, message));
    }

    private void validity(Instant submittedAt) {
        if (terms.isOverAt(submittedAt)) {
            refuse("validity-over", "validUntil", "that is over: " + terms.validUntil());
        }
        if (terms.validFrom() != null && terms.isOverAt(terms.validFrom())) {
            refuse(
                    "validity-empty",
                    "validUntil",
                    "the order would end at " + terms.validUntil() + " and begin at " + terms.validFrom());
        }
        Optional<Instant> gate =
                book.terms().flatMap(market -> book.slotOf(draft).map(market::gateOf));
        if (terms.validFrom() != null && gate.filter(terms.validFrom()::isAfter).isPresent()) {
            refuse("validity-after-gate", "validFrom", "the gate of the slot closes before, at " + gate.get());
        }
    }

    private void smallestFill() {
        if (terms.minFill() == null) {
            return;
        }
        if (!terms.offered() && terms.directBuyOf() == null && !continuous()) {
            refuse(
                    "not-in-an-auction",
                    "minFillWh",
                    "a smallest fill is for continuous markets, direct buys and listed offers; an auction fills any part");
        }
        if (draft.energyWh() >= 1 && terms.minFill().wattHours() > draft.energyWh()) {
            refuse(
                    "above-the-energy",
                    "minFillWh",
                    "no fill is larger than the order: " + terms.minFill().wattHours() + " of " + draft.energyWh());
        }
    }

    private boolean continuous() {
        return book.terms().filter(MarketTerms::continuous).isPresent();
    }

    /** Who comes first is said by price and time there. */
    private void auctionsOnly() {
        if (!continuous()) {
            return;
        }
        if (!terms.nominated().isEmpty()) {
            refuse("only-in-auctions", "nominated", "in a continuous market prices and times decide who trades");
        }
        if (terms.giftTo() != null) {
            refuse("only-in-auctions", "giftTo", "in a continuous market nothing is given away");
        }
    }

    private void listing() {
        if (!terms.offered()) {
            return;
        }
        if (draft.side() == Side.BUY) {
            refuse("not-of-a-buy", "listed", "only what is sold can be bought directly");
        }
        if (terms.giftTo() != null) {
            refuse("gift-listed", "listed", "a gift is for whom it is for; others would buy it away before");
        }
    }

    private void ofOneSide() {
        if (terms.source() != null && draft.side() == Side.BUY) {
            refuse(
                    "not-of-a-buy",
                    "source",
                    "a sale says what its energy is made of; a purchase asks for it by preferences");
        }
        AccountId receiver = terms.giftTo();
        if (receiver != null) {
            if (draft.side() == Side.BUY) {
                refuse("not-of-a-buy", "giftTo", "only what is sold can be a gift");
            }
            partner("giftTo", receiver);
        }
    }

    private void partners(String field, List<AccountId> partners) {
        if (partners.size() > MOST_PARTNERS) {
            refuse("too-many", field, "at most " + MOST_PARTNERS + " accounts: " + partners.size());
        }
        if (new HashSet<>(partners).size() < partners.size()) {
            refuse("twice", field, "each account once");
        }
        partners.stream().distinct().forEach(partner -> partner(field, partner));
    }

    private void partner(String field, AccountId partner) {
        if (partner.equals(draft.account())) {
            refuse("own-account", field, "that is the account of the order itself");
        } else if (book.member(partner).isEmpty()) {
            refuse("partner-unknown", field, "no such member: " + partner);
        }
    }

    private void preferences() {
        List<SealedBook.Preference> preferences = terms.preferences();
        if (preferences.size() > MOST_PREFERENCES) {
            refuse("too-many", "preferences", "at most " + MOST_PREFERENCES + ": " + preferences.size());
        }
        for (int i = 0; i < preferences.size(); i++) {
            preference("preferences[" + i + "].", preferences.get(i));
        }
    }

    private boolean livesSomewhere() {
        return book.member(draft.account())
                .filter(owner -> owner.connection().building() != null)
                .isPresent();
    }

    private void preference(String at, SealedBook.Preference preference) {
        long limit = preference.limit().microPerKwh();
        boolean beyond =
                draft.side() == Side.SELL ? limit < draft.limitMicroPerKwh() : limit > draft.limitMicroPerKwh();
        if (beyond) {
            refuse(
                    "beyond-the-limit",
                    at + "limitMicroPerKwh",
                    "no alternative may be worse than the limit of the order, " + draft.limitMicroPerKwh() + ": "
                            + limit);
        }
        book.terms()
                .map(market -> market.tick().microPerKwh())
                .filter(tick -> limit % tick != 0)
                .ifPresent(tick -> refuse(
                        "limit-off-tick", at + "limitMicroPerKwh", "limits are multiples of " + tick + ": " + limit));
        if (draft.side() == Side.SELL && !preference.sources().isEmpty()) {
            refuse("not-of-a-sell", at + "sources", "sources are what a purchase asks for");
        }
        if (preference.maxEnergy() != null && (terms.offered() || continuous())) {
            refuse(
                    "in-auctions-only",
                    at + "maxWh",
                    "it counts in each round anew, and every trade of a listed offer or a continuous market is one");
        }
        if (Energy.ZERO.equals(preference.maxEnergy())) {
            refuse("energy-out-of-range", at + "maxWh", "at least 1 Wh");
        }
        if (Integer.valueOf(Tier.BUILDING.ordinal()).equals(preference.maxTier()) && !livesSomewhere()) {
            refuse("no-building", at + "maxTier", "the community knows of no building where the account lives");
        }
        partners(at + "partners", preference.partners());
    }
}
