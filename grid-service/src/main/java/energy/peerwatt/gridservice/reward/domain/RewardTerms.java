package energy.peerwatt.gridservice.reward.domain;

import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;

/**
 * What a verified watt-hour earns, and how much there is.
 *
 * @param tokenNanoPerWh nano-WATT per Wh
 */
public record RewardTerms(Price currencyRate, long tokenNanoPerWh, Money currencyBudget, TokenAmount tokenBudget) {}
