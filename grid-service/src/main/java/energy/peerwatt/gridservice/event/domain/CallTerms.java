package energy.peerwatt.gridservice.event.domain;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator asks for and offers.
 *
 * @param target how much less the zone shall import, or more export
 * @param start market time, start of a slot
 * @param end market time, end of a slot
 * @param currencyBudget pays currency rewards and makes counterparties whole
 * @param currencyRate per kWh verified
 * @param tokenNanoPerWh nano-WATT per Wh verified
 */
public record CallTerms(
        CommunityId community,
        GridZoneId zone,
        Power target,
        Instant start,
        Instant end,
        Money currencyBudget,
        TokenAmount tokenBudget,
        Price currencyRate,
        long tokenNanoPerWh) {
    /** Larger whole numbers are not exact in canonical JSON, over which inputs are hashed. */
    public static final long MOST = (1L << 53) - 1;

    private static final Duration LONGEST = Duration.ofHours(24);

    /** Where a rule is broken, and what would be allowed. */
    public record Violation(String field, String message) {}

    /** Everything that forbids to publish this now. */
    public List<Violation> violations(Instant now, Duration notice, Duration slot) {
        List<Violation> violations = new ArrayList<>();
        if (!isBoundary(start, slot)) {
            violations.add(new Violation("start", "start must be the start of a slot of " + slot + ": " + start));
        }
        if (!isBoundary(end, slot)) {
            violations.add(new Violation("end", "end must be the end of a slot of " + slot + ": " + end));
        }
        if (start.isBefore(now.plus(notice))) {
            violations.add(new Violation("start", "start must be " + now.plus(notice) + " or later: " + start));
        }
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            violations.add(new Violation("end", "end must be after start and within " + LONGEST + " of it: " + end));
        }
        return violations;
    }

    private static boolean isBoundary(Instant time, Duration slot) {
        return time.getNano() == 0 && time.getEpochSecond() % slot.toSeconds() == 0;
    }

    CallTerms endingAt(Instant sooner) {
        return new CallTerms(
                community, zone, target, start, sooner, currencyBudget, tokenBudget, currencyRate, tokenNanoPerWh);
    }
}
