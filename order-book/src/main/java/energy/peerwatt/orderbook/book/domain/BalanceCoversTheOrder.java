package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * A purchase is covered before it enters the book: by all that it could cost. Fees and congestion are inside the limit. What
 * cannot be reckoned, because energy or limit are none, costs more than nothing.
 */
final class BalanceCoversTheOrder implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        if (draft.side() == Side.SELL || !book.isOpenAccount(draft.account())) {
            return Optional.empty();
        }
        long free = book.free(draft.account()).nano();
        if (draft.energyWh() < 1 || !LimitIsAPrice.isPrice(draft)) {
            return free > 0 ? Optional.empty() : tooLow("an order costs something, the account has " + free + " free");
        }
        // Wider than a long: both factors are the caller's.
        BigInteger needed = BigInteger.valueOf(draft.energyWh()).multiply(BigInteger.valueOf(draft.limitMicroPerKwh()));
        return needed.compareTo(BigInteger.valueOf(free)) <= 0
                ? Optional.empty()
                : tooLow("the order could cost " + needed + " nano-currency, the account has " + free + " free");
    }

    private static Optional<Violation> tooLow(String message) {
        return Optional.of(new Violation("balance-too-low", "energyWh", message));
    }
}
