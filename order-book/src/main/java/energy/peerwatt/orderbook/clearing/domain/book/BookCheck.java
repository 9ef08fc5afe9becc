package energy.peerwatt.orderbook.clearing.domain.book;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.orderbook.clearing.domain.book.Rejected.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells the good orders of a book from the bad ones, with everything that is wrong at once. */
public final class BookCheck {
    private final ClearingBook book;
    private final Set<String> zones;
    private final Map<String, List<BookOrder>> byId = new HashMap<>();
    private final List<Rejected> rejected;

    public BookCheck(ClearingBook book) {
        this.book = book;
        this.zones = book.zones().stream().map(BookZone::id).collect(Collectors.toSet());
        for (BookOrder order : book.orders()) {
            byId.merge(order.id(), List.of(order), BookCheck::both);
        }
        this.rejected = findRejected();
    }

    private static List<BookOrder> both(List<BookOrder> a, List<BookOrder> b) {
        List<BookOrder> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    /** The orders that may take part. */
    public ClearingBook accepted() {
        Set<String> refused = rejected.stream().map(Rejected::id).collect(Collectors.toSet());
        return refused.isEmpty()
                ? book
                : book.withOrders(book.orders().stream()
                        .filter(order -> !refused.contains(order.id()))
                        .toList());
    }

    /** The orders that may not, by id. */
    public List<Rejected> rejected() {
        return rejected;
    }

    private List<Rejected> findRejected() {
        List<Rejected> found = new ArrayList<>();
        for (BookOrder order : book.orders()) {
            if (byId.get(order.id()).getFirst() == order) {
                List<Violation> violations = new ArrayList<>();
                byId.get(order.id()).forEach(each -> violations.addAll(violations(each)));
                if (!violations.isEmpty()) {
                    found.add(new Rejected(
                            order.id(), violations.stream().distinct().toList()));
                }
            }
        }
        return found;
    }

    /** What is wrong with one order of the book; empty if nothing is. */
    public List<Violation> violations(BookOrder order) {
        Faults faults = new Faults();
        faults.unless(
                byId.getOrDefault(order.id(), List.of()).size() <= 1,
                "id-taken",
                "id",
                () -> "id " + order.id() + " is given to "
                        + byId.getOrDefault(order.id(), List.of()).size() + " orders; each needs its own");
        faults.unless(
                zones.contains(order.zone()),
                "zone-unknown",
                "zone",
                () -> (order.zone().isEmpty() ? "zone is missing" : "zone " + order.zone() + " is not in the book")
                        + "; there is " + new TreeSet<>(zones));
        faults.energy("wh", order.wh(), 1);
        faults.energy("minFillWh", order.minFillWh(), 0);
        faults.unless(
                order.minFillWh() == 0 || order.minFillWh() <= order.wh(),
                "energy-range",
                "minFillWh",
                () -> "minFillWh is more than wh");
        faults.unless(
                order.minFillWh() == 0 || book.mode() != ClearingMode.AUCTION || order.directBuyOf() != null,
                "not-in-an-auction",
                "minFillWh",
                () -> "minFillWh is for continuous trading and direct buys; an auction fills any part");
        limits(order, faults);
        faults.price("floor", order.floor());
        faults.price("cap", order.cap());
        partners(order, faults);
        directBuy(order, faults);
        return faults.found();
    }

    private void limits(BookOrder order, Faults faults) {
        faults.limit("limit", order.limit(), book.tick());
        boolean unpriced = order.ownLimit() == null
                && order.giftTo() == null
                && order.directBuyOf() == null
                && (order.preferences().isEmpty()
                        || order.preferences().stream().anyMatch(each -> each.limit() == null));
        String bound = order.sells() ? "floor" : "cap";
        faults.unless(
                !unpriced, "limit-missing", "limit", () -> "a limit is needed, or a " + bound + " to stand in for it");
        for (int i = 0; i < order.preferences().size(); i++) {
            Preference preference = order.preferences().get(i);
            String at = "preferences[" + i + "].";
            faults.limit(at + "limit", preference.limit(), book.tick());
            if (preference.maxWh() != null) {
                faults.energy(at + "maxWh", preference.maxWh(), 1);
            }
        }
    }

    private void partners(BookOrder order, Faults faults) {
        boolean auction = book.mode() == ClearingMode.AUCTION;
        if (order.giftTo() != null) {
            faults.unless(order.sells(), "not-of-a-buy", "giftTo", () -> "only a sell can be a gift");
            faults.unless(auction, "only-in-an-auction", "giftTo", () -> "gifts are made in auctions only");
            faults.unless(
                    !order.giftTo().equals(order.account()),
                    "own-account",
                    "giftTo",
                    () -> "a gift to the own account");
        }
        faults.unless(
                order.nominated().isEmpty() || auction,
                "only-in-an-auction",
                "nominated",
                () -> "partners are nominated in auctions only");
        faults.unless(
                !order.nominated().contains(order.account()),
                "own-account",
                "nominated",
                () -> "an account cannot nominate itself");
    }

    private void directBuy(BookOrder order, Faults faults) {
        String target = order.directBuyOf();
        if (target == null) {
            return;
        }
        faults.unless(!order.sells(), "not-of-a-sell", "directBuyOf", () -> "only a buy can take an offer");
        List<BookOrder> offers = byId.getOrDefault(target, List.of());
        if (offers.isEmpty()
                || offers.getFirst().side() != Side.SELL
                || offers.getFirst().directBuyOf() != null) {
            faults.add("offer-unknown", "directBuyOf", "there is no sell order " + target);
            return;
        }
        faults.unless(
                !offers.getFirst().account().equals(order.account()),
                "own-account",
                "directBuyOf",
                () -> "offer " + target + " is of the same account");
    }
}
