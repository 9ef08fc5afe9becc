package energy.peerwatt.gridservice.reward.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.TokenAmount;

/** What a participant gets. */
public record Reward(AccountId account, Energy verified, Money currency, TokenAmount tokens) {}
