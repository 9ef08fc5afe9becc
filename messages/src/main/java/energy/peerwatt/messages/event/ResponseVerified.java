package energy.peerwatt.messages.event;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import java.util.List;
import java.util.Objects;

/**
 * What a demand-response call brought, measured against the baseline; the word that pays rewards. There is one per event.
 *
 * @param baselinePolicy name and version of the rule
 * @param inputHash over all inputs of baselines and rewards, as the grid service publishes them
 * @param currencyBudget of the event; what the lines leave of it makes counterparties whole
 * @param lines a participant each, by account
 */
public record ResponseVerified(
        CommunityId community,
        GridEventId event,
        GridZoneId zone,
        String baselinePolicy,
        Hash32 inputHash,
        Money currencyBudget,
        TokenAmount tokenBudget,
        List<Line> lines) {
    /**
     * @param verified what is rewarded: the response after dead band and caps
     * @param currencyReward part of the currency budget
     * @param tokenReward part of the token budget
     * @param slots of the event, in order
     */
    public record Line(
            AccountId account,
            MeterId meter,
            Energy verified,
            Money currencyReward,
            TokenAmount tokenReward,
            List<SlotResponse> slots) {
        public Line {
            Objects.requireNonNull(account, "account is missing");
            Objects.requireNonNull(meter, "meter is missing");
            Objects.requireNonNull(verified, "verified is missing");
            Objects.requireNonNull(currencyReward, "currencyReward is missing");
            Objects.requireNonNull(tokenReward, "tokenReward is missing");
            slots = List.copyOf(Objects.requireNonNull(slots, "slots are missing"));
            if (currencyReward.isNegative()) {
                throw new IllegalArgumentException("currencyReward is negative: " + currencyReward);
            }
            Energy credited = slots.stream().map(SlotResponse::credited).reduce(Energy.ZERO, Energy::plus);
            if (!credited.equals(verified)) {
                throw new IllegalArgumentException(
                        "the slots of account " + account + " credit " + credited + ", verified are " + verified);
            }
        }
    }

    /**
     * @param baseline net energy the meter would have measured without the call, + is import
     * @param measured net energy it did measure
     * @param credited the slot's part of what is verified: as much of the member's shortfall was caused by the call
     */
    public record SlotResponse(Slot slot, NetEnergy baseline, NetEnergy measured, Energy credited) {
        public SlotResponse {
            Objects.requireNonNull(slot, "slot is missing");
            Objects.requireNonNull(baseline, "baseline is missing");
            Objects.requireNonNull(measured, "measured is missing");
            Objects.requireNonNull(credited, "credited is missing");
        }
    }

    public ResponseVerified {
        Objects.requireNonNull(community, "community is missing");
        Objects.requireNonNull(event, "event is missing");
        Objects.requireNonNull(zone, "zone is missing");
        Objects.requireNonNull(baselinePolicy, "baselinePolicy is missing");
        Objects.requireNonNull(inputHash, "inputHash is missing");
        Objects.requireNonNull(currencyBudget, "currencyBudget is missing");
        Objects.requireNonNull(tokenBudget, "tokenBudget is missing");
        lines = List.copyOf(Objects.requireNonNull(lines, "lines are missing"));
        Money currency = lines.stream().map(Line::currencyReward).reduce(Money.ZERO, Money::plus);
        TokenAmount tokens = lines.stream().map(Line::tokenReward).reduce(TokenAmount.ZERO, TokenAmount::plus);
        if (currency.compareTo(currencyBudget) > 0 || tokens.compareTo(tokenBudget) > 0) {
            throw new IllegalArgumentException("rewards of " + currency + " and " + tokens
                    + " are above the budgets of " + currencyBudget + " and " + tokenBudget);
        }
    }
}
