package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** All reasons to refuse an order, each asked every time, so that one answer names everything there is to mend. */
final class PlacementRules {
    private static final List<PlacementRule> ALL = List.of(
            new OrderIdIsNew(),
            new AccountIsMember(),
            new AccountIsOpen(),
            new ZoneIsKnown(),
            new ZoneIsTheMembers(),
            new EnergyIsPositive(),
            new LimitIsAPrice(),
            new LimitIsOnTick(),
            new SlotIsAligned(),
            new SlotIsOpen(),
            new SlotIsNear(),
            new ZoneIsNotClosed(),
            new AccountStandsOnOneSide(),
            new OwnerStandsOnOneSide(),
            new EnergyFitsTheNameplate(),
            new EnergyIsBacked(),
            new BalanceCoversTheOrder());

    private PlacementRules() {}

    static List<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return Stream.of(
                        ALL.stream().flatMap(rule -> rule.check(draft, submittedAt, book).stream()),
                        TermsRules.check(draft, submittedAt, book).stream(),
                        DirectBuyRules.check(draft, submittedAt, book).stream())
                .flatMap(violations -> violations)
                .toList();
    }
}
