package energy.peerwatt.messages.event;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A demand-response call, each time its state changes. Frozen at PUBLISHED are window, budgets and participants; a
 * termination only brings the end forward.
 *
 * @param version counts this event's changes from 1; the highest holds
 * @param target how much less the zone shall import (or more export)
 * @param start market time, start of a slot
 * @param end market time, end of a slot
 * @param currencyBudget makes counterparties whole and pays currency rewards; never exceeded
 * @param tokenBudget pays token rewards; never exceeded
 */
public record GridEventChanged(
        CommunityId community,
        GridEventId event,
        int version,
        State state,
        GridZoneId zone,
        Power target,
        Instant start,
        Instant end,
        Money currencyBudget,
        TokenAmount tokenBudget,
        List<Participant> participants) {
    public enum State {
        PUBLISHED,
        ACTIVE,
        ENDED,
        VERIFIED,
        CANCELLED,
        FAILED
    }

    /** @param expected what its device is asked for */
    public record Participant(AccountId account, MeterId meter, DispatchId dispatch, Power expected) {
        public Participant {
            Objects.requireNonNull(account, "account is missing");
            Objects.requireNonNull(meter, "meter is missing");
            Objects.requireNonNull(dispatch, "dispatch is missing");
            Objects.requireNonNull(expected, "expected is missing");
        }
    }

    public GridEventChanged {
        Objects.requireNonNull(community, "community is missing");
        Objects.requireNonNull(event, "event is missing");
        Objects.requireNonNull(state, "state is missing");
        Objects.requireNonNull(zone, "zone is missing");
        Objects.requireNonNull(target, "target is missing");
        Objects.requireNonNull(start, "start is missing");
        Objects.requireNonNull(end, "end is missing");
        Objects.requireNonNull(currencyBudget, "currencyBudget is missing");
        Objects.requireNonNull(tokenBudget, "tokenBudget is missing");
        participants = List.copyOf(Objects.requireNonNull(participants, "participants are missing"));
        if (version < 1) {
            throw new IllegalArgumentException("version counts from 1: " + version);
        }
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("an event ends after it starts: " + start + ", " + end);
        }
        if (currencyBudget.isNegative()) {
            throw new IllegalArgumentException("currencyBudget is negative: " + currencyBudget);
        }
    }
}
